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
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Calls to a running server, which its ready file tells of. */
final class Connection {
  private static final String ARM_SCOPE = "https://management.azure.com/.default";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A step over years carries out all that falls due on the way; a state may be of gigabytes. */
  private static final Pattern LONG_WORK =
      Pattern.compile("/lazuli/(clock|provoke|reset|seed|snapshots)\\b.*");

  private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);
  private static final Duration TOKEN_MARGIN = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  final JsonNode ready;
  final SSLContext trust;
  private final HttpClient client;
  private String token;
  private Instant tokenEnds = Instant.MIN;

  Connection(Path readyFile) {
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

  String text(String member) {
    return ready.get(member).asText();
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What is in a list that the server answers. */
  List<JsonNode> list(String path) {
    var found = new ArrayList<JsonNode>();
    call("GET", path, null).get("value").forEach(found::add);
    return found;
  }

  /** What is not there any more, or has ended, needs no more doing. */
  void unlessOver(String method, String path) {
    try {
      call(method, path, null);
    } catch (LazuliException refusal) {
      if (refusal.status() != 404 && refusal.status() != 409) throw refusal;
    }
  }

  /** An access token of the subscription's owner for Resource Manager and the admin API. */
  synchronized String token() {
    if (Instant.now().plus(TOKEN_MARGIN).isBefore(tokenEnds)) return token;
    var form =
        "grant_type=client_credentials&client_id="
            + encoded(text("clientId"))
            + "&client_secret="
            + encoded(text("clientSecret"))
            + "&scope="
            + encoded(ARM_SCOPE);
    var request =
        HttpRequest.newBuilder(URI.create(text("arm") + "/" + text("tenantId") + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    var said = send(request.timeout(PATIENCE));
    token = said.get("access_token").asText();
    tokenEnds = Instant.now().plusSeconds(said.get("expires_in").asLong());
    return token;
  }

  /** Calls Resource Manager or Lazuli's own API, and answers the body; null where there is none. */
  JsonNode call(String method, String path, Object body) {
    var request =
        HttpRequest.newBuilder(URI.create(text("arm") + path))
            .timeout(LONG_WORK.matcher(path).matches() ? LONG_PATIENCE : PATIENCE)
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json");
    if (body == null) return send(request.method(method, HttpRequest.BodyPublishers.noBody()));
    var text = JSON.valueToTree(body).toString();
    return send(request.method(method, HttpRequest.BodyPublishers.ofString(text)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      var text = answer.body();
      if (answer.statusCode() >= 400) throw refusal(answer.statusCode(), text);
      return text.isEmpty() ? null : JSON.readTree(text);
    } catch (IOException cause) {
      throw new LazuliException("the server at " + text("arm") + " does not answer: " + cause.getMessage());
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
