package lazuli.junit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that the server held at a moment. */
public final class Snapshot implements AutoCloseable {
  private final Connection connection;
  private final JsonNode kept;

  Snapshot(Connection connection, String name, boolean files) {
    this.connection = connection;
    this.kept = connection.call("POST", "/lazuli/snapshots", Map.of("name", name, "files", files));
  }

  public String name() {
    return kept.get("name").asText();
  }

  /** By the server's clock. */
  public Instant takenAt() {
    return Instant.parse(kept.get("takenAt").asText());
  }

  public long storeBytes() {
    return kept.get("storeBytes").asLong();
  }

  /** The folders of files that went along. */
  public List<String> files() {
    return words("files");
  }

  /** What did not, in words. */
  public List<String> leftOut() {
    return words("leftOut");
  }

  private List<String> words(String member) {
    var words = new ArrayList<String>();
    kept.get(member).forEach(word -> words.add(word.asText()));
    return words;
  }

  /** Goes back to it, as often as wanted. What runs then is ended. */
  public void restore() {
    connection.call("POST", path() + "/restore", null);
  }

  public void remove() {
    connection.unlessOver("DELETE", path());
  }

  private String path() {
    return "/lazuli/snapshots/" + Connection.encoded(name());
  }

  @Override
  public void close() {
    remove();
  }
}
