package lazuli.junit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operations of one kind that do not go on until they are let. */
public final class Held implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOOK_MS = 20;

  private final Connection connection;
  private final String id;
  private final String kind;
  private final String step;
  private final String within;

  Held(Connection connection, String kind, String step, String resource) {
    this.connection = connection;
    this.kind = kind;
    this.step = step;
    var whole = resource == null ? "" : resource.replaceAll("/+$", "");
    this.within = whole.toLowerCase(Locale.ROOT) + "/";
    var rule = new HashMap<String, Object>(Map.of("kind", kind, "pace", Map.of("hold", true)));
    if (step != null) rule.put("step", step);
    if (resource != null) rule.put("resource", resource);
    this.id = connection.call("POST", "/lazuli/pacing", rule).get("id").asText();
  }

  /** Waits a minute at most until an operation is held here; answers its resource's id in lower case. */
  public String reached() {
    return reached(PATIENCE);
  }

  /** Waits so long at most. */
  public String reached(Duration limit) {
    var end = Instant.now().plus(limit);
    while (true) {
      var here = list();
      if (!here.isEmpty()) return here.get(here.size() - 1).resource();
      if (Instant.now().isAfter(end)) break;
      ServerProcess.pause(LOOK_MS);
    }
    throw new LazuliException("no " + kind + " was held within " + limit.toMillis() + " ms");
  }

  private List<Operation> list() {
    var query = new Operation.Filter().kind(kind).running(true).top(1000).query();
    var here = new ArrayList<Operation>();
    for (var state : connection.list("/lazuli/operations" + query)) {
      var operation = new Operation(connection, state);
      var isAt = step == null || operation.step().filter(step::equals).isPresent();
      var isIn = within.equals("/") || (operation.resource() + "/").startsWith(within);
      if (operation.held() && isAt && isIn) here.add(operation);
    }
    return here;
  }

  /** Lets go all that is held here, and holds nothing more. */
  public void release() {
    connection.unlessOver("DELETE", "/lazuli/pacing/" + id);
    for (var operation : list()) connection.unlessOver("POST", operation.path("release"));
  }

  @Override
  public void close() {
    release();
  }
}
