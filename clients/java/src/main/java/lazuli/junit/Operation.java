package lazuli.junit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A long-running operation, as far as it had come when it was listed. */
public final class Operation {
  /** Which operations: all that is named must fit. */
  public static final class Filter {
    private final Map<String, String> members = new HashMap<>();

    /** {@code ManagedClusters_Create}, say. */
    public Filter kind(String kind) {
      members.put("kind", kind);
      return this;
    }

    /** The id of their resource, in any case. */
    public Filter resource(String id) {
      members.put("resource", id);
      return this;
    }

    /** True: those under way; false: those that have ended. */
    public Filter running(boolean running) {
      members.put("running", String.valueOf(running));
      return this;
    }

    /** From 1 to 1,000; 100 where it is left out. */
    public Filter top(int top) {
      members.put("top", String.valueOf(top));
      return this;
    }

    String query() {
      var query = new StringBuilder("?");
      members.forEach(
          (name, value) ->
              query.append(name).append('=').append(Connection.encoded(value)).append('&'));
      return query.substring(0, query.length() - 1);
    }
  }

  private final Connection connection;
  private final JsonNode state;

  Operation(Connection connection, JsonNode state) {
    this.connection = connection;
    this.state = state;
  }

  public String id() {
    return state.get("id").asText();
  }

  /** {@code ManagedClusters_Create}, say. */
  public String kind() {
    return state.get("kind").asText();
  }

  /** The id of the resource that it works on, in lower case. */
  public String resource() {
    return state.get("resource").asText();
  }

  /** InProgress, Canceling, Succeeded, Failed or Canceled. */
  public String status() {
    return state.get("status").asText();
  }

  public Instant startedAt() {
    return Instant.parse(state.get("startedAt").asText());
  }

  public boolean held() {
    return state.get("held").asBoolean();
  }

  /** The step that it is at; empty once it has ended. */
  public Optional<String> step() {
    return Optional.ofNullable(state.get("step")).map(JsonNode::asText);
  }

  /** When the step falls due; empty: it waits for something else. */
  public Optional<Instant> dueAt() {
    return Optional.ofNullable(state.get("dueAt")).map(at -> Instant.parse(at.asText()));
  }

  /** How often the step failed in a row and is tried again. */
  public int retries() {
    return state.get("retries").asInt();
  }

  /** The code of what it failed or was canceled with. */
  public Optional<String> errorCode() {
    return Optional.ofNullable(state.get("error")).map(error -> error.get("code").asText());
  }

  /** All that the server said: see docs/generated/admin.md. */
  public JsonNode state() {
    return state;
  }

  /** Lets it do nothing more until it is released. Refused as the next three where it has ended. */
  public Operation hold() {
    return changed("hold", null);
  }

  public Operation release() {
    return changed("release", null);
  }

  /** Ends it as failed, wherever it stands. */
  public Operation fail(String code, String message) {
    return changed("fail", Map.of("code", code, "message", message));
  }

  /** Ends it as canceled, wherever it stands. */
  public Operation cancel() {
    return changed("cancel", null);
  }

  String path(String what) {
    return "/lazuli/operations/" + Connection.encoded(id()) + "/" + what;
  }

  private Operation changed(String what, Object body) {
    return new Operation(connection, connection.call("POST", path(what), body));
  }
}
