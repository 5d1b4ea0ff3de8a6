package lazuli.junit;

/** Something that goes wrong until it is closed. */
public final class Fault implements AutoCloseable {
  /** How often it was about what happened, and how often it struck. */
  public record Counts(int seen, int hits) {}

  private final Connection connection;
  private final String id;

  Fault(Connection connection, String id) {
    this.connection = connection;
    this.id = id;
  }

  public String id() {
    return id;
  }

  public Counts counts() {
    for (var fault : connection.list("/lazuli/faults")) {
      if (!fault.get("id").asText().equals(id)) continue;
      return new Counts(fault.get("seen").asInt(), fault.get("hits").asInt());
    }
    throw new LazuliException("there is no fault " + id + " any more", 404, "NotFound");
  }

  /** Ends it. One that has ended already is no error. */
  public void remove() {
    connection.unlessOver("DELETE", "/lazuli/faults/" + id);
  }

  @Override
  public void close() {
    remove();
  }
}
