package lazuli.junit;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a server before the tests of a class and ends it after them: {@code @RegisterExtension static
 * LazuliExtension lazuli = LazuliExtension.of("--frozen")}, or by {@link WithLazuli}. Where the variable
 * LAZULI_READY_FILE names the ready file of a server that runs already, that one is used.
 */
public final class LazuliExtension
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace HERE = Namespace.create(LazuliExtension.class);

  private final String[] options;
  private ServerProcess process;
  private Lazuli lazuli;

  /** With the options of {@link WithLazuli}. */
  public LazuliExtension() {
    this.options = null;
  }

  private LazuliExtension(String[] options) {
    this.options = options;
  }

  /** With options of {@code lazuli start}. */
  public static LazuliExtension of(String... options) {
    return new LazuliExtension(options);
  }

  /** The server, once the tests of the class have begun. */
  public Lazuli server() {
    if (lazuli == null) throw new LazuliException("the server starts before the first test");
    return lazuli;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (lazuli != null) return;
    var running = System.getenv("LAZULI_READY_FILE");
    if (running != null && !running.isEmpty()) {
      lazuli = new Lazuli(Path.of(running));
      return;
    }
    process = ServerProcess.start(optionsOf(context));
    lazuli = new Lazuli(process.readyFile());
  }

  private String[] optionsOf(ExtensionContext context) {
    if (options != null) return options;
    var annotated = context.getRequiredTestClass().getAnnotation(WithLazuli.class);
    return annotated == null ? new String[] {"--time-scale", "1000"} : annotated.value();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    lazuli = null;
    if (process != null) process.close();
    process = null;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Lazuli.class || type == BatchAccount.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Lazuli.class) return server();
    return context
        .getStore(HERE)
        .getOrComputeIfAbsent(BatchAccount.class, type -> new OwnAccount(server()), OwnAccount.class)
        .account;
  }

  /** An account of one test, deleted after it. */
  private static final class OwnAccount implements ExtensionContext.Store.CloseableResource {
    private final Lazuli lazuli;
    private final BatchAccount account;

    OwnAccount(Lazuli lazuli) {
      this.lazuli = lazuli;
      this.account = lazuli.account();
    }

    @Override
    public void close() {
      lazuli.forget(account);
    }
  }
}
