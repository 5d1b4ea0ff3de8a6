package lazuli.junit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A running server, by its ready file. */
public final class Lazuli {
  private static final String ARM_SCOPE = "https://management.azure.com/.default";
  private static final String BATCH_VERSION = "?api-version=2024-02-01";
  private static final String GROUP_VERSION = "?api-version=2021-04-01";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TOKEN_MARGIN = Duration.ofSeconds(60);
  private static final int LOOK_MS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode ready;
  private final SSLContext trust;
  private final HttpClient client;
  private String token;
  private Instant tokenEnds = Instant.MIN;

  Lazuli(Path readyFile) {
    try {
      ready = JSON.readTree(readyFile.toFile());
      trust = trusting(Path.of(ready.get("caFile").asText()));
    } catch (IOException | GeneralSecurityException cause) {
      throw new LazuliException("cannot use " + readyFile + ": " + cause.getMessage());
    }
    client = HttpClient.newBuilder().sslContext(trust).build();
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(authority)) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("lazuli", certificate);
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** Resource Manager: {@code https://127.0.0.1:PORT}. */
  public String arm() {
    return ready.get("arm").asText();
  }

  public String tenantId() {
    return ready.get("tenantId").asText();
  }

  public String subscriptionId() {
    return ready.get("subscriptionId").asText();
  }

  /** Of the application that owns the subscription. */
  public String clientId() {
    return ready.get("clientId").asText();
  }

  public String clientSecret() {
    return ready.get("clientSecret").asText();
  }

  /** A resource group that is there from the start. */
  public String resourceGroup() {
    return ready.get("resourceGroup").asText();
  }

  public String location() {
    return ready.get("location").asText();
  }

  /** Trusts the server's certificate: for the HTTP clients of Azure's SDKs. */
  public SSLContext trust() {
    return trust;
  }

  /** The account that is there from the start. */
  public BatchAccount batch() {
    var batch = ready.get("batch");
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
    for (var creation : running("resource", path)) hasten(creation.get("id").asText());
    JsonNode made;
    do {
      made = call("GET", path + BATCH_VERSION, null).get("properties");
    } while (made.get("provisioningState").asText().equals("Creating"));
    var key = call("POST", path + "/listKeys" + BATCH_VERSION, null).get("primary").asText();
    var endpoint = "https://" + made.get("accountEndpoint").asText();
    return new BatchAccount(name, subscription, name, endpoint, key);
  }

  private void hasten(String operation) {
    var path = "/lazuli/operations/" + operation;
    unlessOver("POST", path + "/hold");
    unlessOver("POST", path + "/release");
  }

  /** Begins to delete a group that {@link #account} made, with all that is in it. */
  public void forget(BatchAccount account) {
    var group =
        "/subscriptions/" + account.subscriptionId() + "/resourceGroups/" + account.resourceGroup();
    call("DELETE", group + GROUP_VERSION, null);
  }

  /** Operations of one kind that do not go on until they are let. */
  public final class Held implements AutoCloseable {
    private final String kind;
    private final JsonNode rule;

    private Held(String kind, JsonNode rule) {
      this.kind = kind;
      this.rule = rule;
    }

    /** Waits until an operation is held here; answers its resource's id in lower case. */
    public String reached() {
      var end = Instant.now().plus(PATIENCE);
      while (Instant.now().isBefore(end)) {
        for (var operation : running("kind", kind)) {
          if (operation.get("held").asBoolean()) return operation.get("resource").asText();
        }
        ServerProcess.pause(LOOK_MS);
      }
      throw new LazuliException("no " + kind + " was held within " + PATIENCE);
    }

    /** Lets go all that is held here, and holds nothing more. */
    @Override
    public void close() {
      var left = pacing();
      left.remove(rule);
      call("PUT", "/lazuli/pacing", Map.of("value", left));
      for (var operation : running("kind", kind)) {
        var path = "/lazuli/operations/" + operation.get("id").asText() + "/release";
        if (operation.get("held").asBoolean()) unlessOver("POST", path);
      }
    }
  }

  /** Holds operations of a kind ({@code ManagedClusters_Create}) before each step. */
  public synchronized Held hold(String kind) {
    JsonNode rule = JSON.valueToTree(Map.of("kind", kind, "pace", Map.of("hold", true)));
    var rules = pacing();
    rules.add(rule);
    call("PUT", "/lazuli/pacing", Map.of("value", rules));
    return new Held(kind, rule);
  }

  private List<JsonNode> pacing() {
    var rules = new ArrayList<JsonNode>();
    call("GET", "/lazuli/pacing", null).get("value").forEach(rules::add);
    return rules;
  }

  /** Something that goes wrong until it is closed. */
  public final class Fault implements AutoCloseable {
    private final String id;

    private Fault(String id) {
      this.id = id;
    }

    @Override
    public void close() {
      unlessOver("DELETE", "/lazuli/faults/" + id);
    }
  }

  /** Lets calls, operations or drivers go wrong: the members are those of docs/failures.md. */
  public Fault fault(Map<String, ?> rule) {
    return new Fault(call("POST", "/lazuli/faults", rule).get("id").asText());
  }

  /** Lets operations of a kind fail. */
  public Fault fail(String kind, String code, String message) {
    return fault(Map.of("kind", kind, "error", Map.of("code", code, "message", message)));
  }

  /** Lets calls ({@code Pool_Add}) be refused. */
  public Fault refuse(String operationId, int status, String code, String message) {
    var rule = new HashMap<String, Object>();
    rule.put("operationId", operationId);
    rule.put("status", status);
    rule.put("error", Map.of("code", code, "message", message));
    return fault(rule);
  }

  /** The time that long work goes by. */
  public Instant now() {
    return clock("GET", "");
  }

  /** Stops it. */
  public Instant freeze() {
    return clock("POST", "/freeze");
  }

  /** Lets it run on. */
  public Instant resume() {
    return clock("POST", "/resume");
  }

  /** Moves a time that stands still on, with all that falls due on the way. */
  public Instant step(Duration length) {
    return clock("POST", "/step?ms=" + length.toMillis());
  }

  private Instant clock(String method, String path) {
    return Instant.parse(call(method, "/lazuli/clock" + path, null).get("now").asText());
  }

  /** Keeps all that the server holds under a name. */
  public void snapshot(String name) {
    call("POST", "/lazuli/snapshots", Map.of("name", name));
  }

  /** Goes back to a snapshot; what runs now is ended. */
  public void restore(String name) {
    call("POST", "/lazuli/snapshots/" + encoded(name) + "/restore", null);
  }

  /** Goes back to what the server was when it started. */
  public void reset() {
    call("POST", "/lazuli/reset", null);
  }

  /** Makes what a YAML text declares and is not there yet. */
  public void seed(String yaml) {
    call("POST", "/lazuli/seed", Map.of("text", yaml));
  }

  /** The last calls, newest first. */
  public List<JsonNode> journal(int top) {
    var lines = new ArrayList<JsonNode>();
    call("GET", "/lazuli/journal?top=" + top, null).get("value").forEach(lines::add);
    return lines;
  }

  private List<JsonNode> running(String filter, String value) {
    var query = "?running=true&top=1000&" + filter + "=" + encoded(value);
    var found = new ArrayList<JsonNode>();
    call("GET", "/lazuli/operations" + query, null).get("value").forEach(found::add);
    return found;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** What is not there any more, or has ended, needs no more doing. */
  private void unlessOver(String method, String path) {
    try {
      call(method, path, null);
    } catch (LazuliException refusal) {
      if (refusal.status() != 404 && refusal.status() != 409) throw refusal;
    }
  }

  /** An access token of the subscription's owner for Resource Manager and the admin API. */
  public synchronized String token() {
    if (Instant.now().plus(TOKEN_MARGIN).isBefore(tokenEnds)) return token;
    var form =
        "grant_type=client_credentials&client_id="
            + encoded(clientId())
            + "&client_secret="
            + encoded(clientSecret())
            + "&scope="
            + encoded(ARM_SCOPE);
    var request =
        HttpRequest.newBuilder(URI.create(arm() + "/" + tenantId() + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    var said = send(request);
    token = said.get("access_token").asText();
    tokenEnds = Instant.now().plusSeconds(said.get("expires_in").asLong());
    return token;
  }

  /** Calls Resource Manager or Lazuli's own API, and answers the body; null where there is none. */
  public JsonNode call(String method, String path, Object body) {
    var request =
        HttpRequest.newBuilder(URI.create(arm() + path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json");
    if (body == null) return send(request.method(method, HttpRequest.BodyPublishers.noBody()));
    var text = JSON.valueToTree(body).toString();
    return send(request.method(method, HttpRequest.BodyPublishers.ofString(text)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      var text = answer.body();
      if (answer.statusCode() >= 400) throw refusal(answer.statusCode(), text);
      return text.isEmpty() ? null : JSON.readTree(text);
    } catch (IOException cause) {
      throw new LazuliException("the server at " + arm() + " does not answer: " + cause.getMessage());
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      throw new LazuliException("interrupted while the server was called");
    }
  }

  private static LazuliException refusal(int status, String text) {
    try {
      var error = JSON.readTree(text).path("error");
      var code = error.path("code").asText();
      if (!code.isEmpty()) return new LazuliException(error.path("message").asText(), status, code);
    } catch (IOException notJson) {
      // Its words are all that there is to say.
    }
    return new LazuliException(status + " " + text, status, "");
  }
}
