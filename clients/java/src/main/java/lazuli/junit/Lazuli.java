package lazuli.junit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** A running server, by its ready file. */
public final class Lazuli {
  private static final String BATCH_VERSION = "?api-version=2024-02-01";
  private static final String GROUP_VERSION = "?api-version=2021-04-01";
  private static final int LOOK_MS = 20;

  private final Connection connection;

  Lazuli(Path readyFile) {
    connection = new Connection(readyFile);
  }

  /** Resource Manager: {@code https://127.0.0.1:PORT}. */
  public String arm() {
    return connection.text("arm");
  }

  public String tenantId() {
    return connection.text("tenantId");
  }

  public String subscriptionId() {
    return connection.text("subscriptionId");
  }

  /** Of the application that owns the subscription. */
  public String clientId() {
    return connection.text("clientId");
  }

  public String clientSecret() {
    return connection.text("clientSecret");
  }

  /** A resource group that is there from the start. */
  public String resourceGroup() {
    return connection.text("resourceGroup");
  }

  public String location() {
    return connection.text("location");
  }

  /** Trusts the server's certificate: for the HTTP clients of Azure's SDKs. */
  public SSLContext trust() {
    return connection.trust;
  }

  /** The account that is there from the start. */
  public BatchAccount batch() {
    var batch = connection.ready.get("batch");
    var endpoint = batch.get("endpoint").asText();
    return new BatchAccount(
        batch.get("account").asText(),
        subscriptionId(),
        resourceGroup(),
        endpoint,
        batch.get("key").asText());
  }

  /** Makes a subscription, a resource group in it, and in that a Batch account. */
  public BatchAccount account() {
    var name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    var added = call("POST", "/lazuli/subscriptions", Map.of("displayName", name));
    var subscription = added.get("subscriptionId").asText();
    var group = "/subscriptions/" + subscription + "/resourceGroups/" + name;
    var path = group + "/providers/Microsoft.Batch/batchAccounts/" + name;
    var where = Map.of("location", location());
    call("PUT", group + GROUP_VERSION, where);
    call("PUT", path + BATCH_VERSION, where);
    // Its time is no part of the test: it may stand still.
    for (var creation : operations(new Operation.Filter().resource(path).running(true))) {
      connection.unlessOver("POST", creation.path("hold"));
      connection.unlessOver("POST", creation.path("release"));
    }
    var made = call("GET", path + BATCH_VERSION, null).get("properties");
    while (made.get("provisioningState").asText().equals("Creating")) {
      ServerProcess.pause(LOOK_MS);
      made = call("GET", path + BATCH_VERSION, null).get("properties");
    }
    var key = call("POST", path + "/listKeys" + BATCH_VERSION, null).get("primary").asText();
    var endpoint = "https://" + made.get("accountEndpoint").asText();
    return new BatchAccount(name, subscription, name, endpoint, key);
  }

  /** Begins to delete a group that {@link #account} made, with all that is in it. */
  public void forget(BatchAccount account) {
    var group =
        "/subscriptions/" + account.subscriptionId() + "/resourceGroups/" + account.resourceGroup();
    // A restore or a reset may have taken it.
    connection.unlessOver("DELETE", group + GROUP_VERSION);
  }

  /** Holds operations of a kind ({@code ManagedClusters_Create}) at the longest of their steps. */
  public Held hold(String kind) {
    return hold(kind, null, null);
  }

  /** Holds them at one step. A kind or step that there is not is refused with a list of all. */
  public Held hold(String kind, String step) {
    return hold(kind, step, null);
  }

  /** Holds those on one resource, by its id, and on what is in it. Without a step (null): at the longest. */
  public Held hold(String kind, String step, String resource) {
    return new Held(connection, kind, step, resource);
  }

  /** Long-running operations, those that were begun last first. */
  public List<Operation> operations(Operation.Filter filter) {
    var found = connection.list("/lazuli/operations" + filter.query());
    return found.stream().map(state -> new Operation(connection, state)).toList();
  }

  /** Lets calls, operations or drivers go wrong. */
  public Fault fault(FaultRule rule) {
    var added = connection.call("POST", "/lazuli/faults", rule.members);
    return new Fault(connection, added.get("id").asText());
  }

  /** Lets operations of a kind fail at their first step. */
  public Fault fail(String kind, String code, String message) {
    return fault(new FaultRule().kind(kind).error(code, message));
  }

  /** Lets calls ({@code Pool_Add}) be refused. */
  public Fault refuse(String operationId, int status, String code, String message) {
    return fault(new FaultRule().operationId(operationId).status(status).error(code, message));
  }

  /** Lets something happen to a pool's nodes that Azure would do unasked; answers which nodes. */
  public List<String> provoke(String what, String pool) {
    return provoke(what, pool, Map.of());
  }

  /** With {@code node}, {@code account} or {@code error}: see docs/failures.md. */
  public List<String> provoke(String what, String pool, Map<String, ?> more) {
    var provocation = new HashMap<String, Object>(more);
    provocation.put("what", what);
    provocation.put("pool", pool);
    var nodes = new ArrayList<String>();
    var found = connection.call("POST", "/lazuli/provoke", provocation).get("value");
    found.forEach(each -> nodes.add(each.get("node").asText()));
    return nodes;
  }

  /** Begins work that Azure does to a cluster unasked; answers the operation's id. */
  public String maintain(String clusterId) {
    var path = "/lazuli/maintain?id=" + Connection.encoded(clusterId);
    return connection.call("POST", path, null).get("operation").asText();
  }

  /** The time that long work goes by. */
  public Instant now() {
    return clock("GET", "/lazuli/clock");
  }

  /** Stops it. */
  public Instant freeze() {
    return clock("POST", "/lazuli/clock/freeze");
  }

  /** Lets it run on. */
  public Instant resume() {
    return clock("POST", "/lazuli/clock/resume");
  }

  /** Long work goes so many times faster than in Azure, from 0.001 to 1,000,000. */
  public Instant scale(double factor) {
    return clock("POST", "/lazuli/clock/scale?factor=" + factor);
  }

  /** Moves a time that stands still on, with all that falls due on the way. */
  public Instant step(Duration length) {
    return clock("POST", "/lazuli/clock/step?ms=" + length.toMillis());
  }

  /** Moves it on to what falls due next, if anything does. */
  public Instant stepToNext() {
    return clock("POST", "/lazuli/clock/step");
  }

  /** Moves it on to a moment: not one that is over, nor more than ten years away. */
  public Instant at(Instant moment) {
    var time = moment.truncatedTo(ChronoUnit.MILLIS).toString();
    return clock("POST", "/lazuli/clock/at?time=" + Connection.encoded(time));
  }

  private Instant clock(String method, String path) {
    return Instant.parse(connection.call(method, path, null).get("now").asText());
  }

  /** Keeps all that the server holds under a name. */
  public Snapshot snapshot(String name) {
    return new Snapshot(connection, name, false);
  }

  /** With blobs, queues and tables, and the files of nodes of this machine. */
  public Snapshot snapshotWithFiles(String name) {
    return new Snapshot(connection, name, true);
  }

  /** Goes back to what the server was when it started. */
  public void reset() {
    connection.call("POST", "/lazuli/reset", null);
  }

  /**
   * Makes what a YAML text declares and is not there yet: the same text twice changes nothing. One with
   * anything wrong in it is refused with line, path and reason of each, and changes nothing.
   */
  public Seeded seed(String yaml) {
    return seeded(Map.of("text", yaml));
  }

  /** Paths in the text begin in a directory. */
  public Seeded seed(String yaml, Path directory) {
    return seeded(Map.of("text", yaml, "directory", directory.toAbsolutePath().toString()));
  }

  private Seeded seeded(Map<String, String> file) {
    var said = connection.call("POST", "/lazuli/seed", file);
    var items = new ArrayList<Seeded.Item>();
    for (var item : said.get("value")) {
      items.add(
          new Seeded.Item(
              item.get("path").asText(), item.get("id").asText(), item.get("outcome").asText()));
    }
    return new Seeded(said.get("created").asInt(), said.get("present").asInt(), items);
  }

  /** The last calls, newest first: the members of each are those of docs/generated/admin.md. */
  public List<JsonNode> journal(int top) {
    return connection.list("/lazuli/journal?top=" + top);
  }

  /** An access token of the subscription's owner for Resource Manager and the admin API. */
  public String token() {
    return connection.token();
  }

  /** Calls Resource Manager or Lazuli's own API, and answers the body; null where there is none. */
  public JsonNode call(String method, String path, Object body) {
    return connection.call(method, path, body);
  }
}
