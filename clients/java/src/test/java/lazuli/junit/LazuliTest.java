package lazuli.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@WithLazuli({"--frozen", "--nodes", "simulated"})
class LazuliTest {
  private static final Set<String> ACCOUNTS = new HashSet<>();
  private static final String CLUSTER =
      """
      clusters:
        - name: demo
          group: lazuli
          identity: { type: SystemAssigned }
          properties:
            dnsPrefix: demo
            agentPoolProfiles: [{ name: pool1, mode: System, count: 1, vmSize: Standard_DS2_v2 }]
      """;

  private static final String POOL =
      """
      pools:
        - { id: pool, vmSize: small, targetDedicatedNodes: 2, cloudServiceConfiguration: { osFamily: '6' } }
      """;
  private static final String KIND = "ManagedClusters_Create";
  private static final String SUBSCRIPTIONS = "/subscriptions?api-version=2022-12-01";

  private static String demo(Lazuli lazuli) {
    return "/subscriptions/"
        + lazuli.subscriptionId()
        + "/resourceGroups/lazuli/providers/Microsoft.ContainerService/managedClusters/demo";
  }

  private static String stateOfDemo(Lazuli lazuli) {
    var cluster = lazuli.call("GET", demo(lazuli) + "?api-version=2024-05-01", null);
    return cluster.get("properties").get("provisioningState").asText();
  }

  private static int statusOfList(Lazuli lazuli) {
    try {
      lazuli.call("GET", SUBSCRIPTIONS, null);
      return 200;
    } catch (LazuliException refusal) {
      return refusal.status();
    }
  }

  @Test
  void aTestHasAnAccountOfItsOwn(BatchAccount account) {
    assertTrue(ACCOUNTS.add(account.name()));
    assertTrue(account.endpoint().startsWith("https://"));
  }

  @Test
  void andSoHasAnother(BatchAccount account, Lazuli lazuli) {
    assertTrue(ACCOUNTS.add(account.name()));
    assertNotEquals(lazuli.batch().endpoint(), account.endpoint());
    assertNotEquals(lazuli.subscriptionId(), account.subscriptionId());
    var group = "/subscriptions/" + account.subscriptionId() + "/resourceGroups?api-version=2022-12-01";
    assertEquals(1, lazuli.call("GET", group, null).get("value").size());
  }

  @Test
  void aHeldOperationWaitsAndGoesBackWithASnapshot(Lazuli lazuli) {
    var before = lazuli.snapshot("before");
    var group = "/subscriptions/" + lazuli.subscriptionId() + "/resourceGroups/";
    try (var elsewhere = lazuli.hold(KIND, "finish", group + "other");
        var held = lazuli.hold(KIND, "finish", group + "lazuli")) {
      var seeded = lazuli.seed(CLUSTER);
      assertEquals("clusters[0]", seeded.items().get(0).path());
      lazuli.step(Duration.ofHours(1));
      assertTrue(held.reached().endsWith("/managedclusters/demo"));
      var late =
          assertThrows(LazuliException.class, () -> elsewhere.reached(Duration.ofMillis(1)));
      assertTrue(late.getMessage().startsWith("no " + KIND + " was held within 1 ms"));
    }
    lazuli.step(Duration.ofHours(1));
    assertEquals("Succeeded", stateOfDemo(lazuli));
    assertEquals(new Seeded(0, 1, lazuli.seed(CLUSTER).items()), lazuli.seed(CLUSTER));
    before.restore();
    before.remove();
    var gone = assertThrows(LazuliException.class, () -> stateOfDemo(lazuli));
    assertEquals(404, gone.status());
    assertEquals(404, assertThrows(LazuliException.class, before::restore).status());
  }

  @Test
  void anOperationIsHeldLetGoFailedAndCanceled(Lazuli lazuli) {
    lazuli.reset();
    lazuli.seed(CLUSTER);
    var all = new Operation.Filter().kind(KIND).resource(demo(lazuli)).running(true).top(1);
    var one = lazuli.operations(all).get(0);
    assertTrue(one.hold().held());
    assertFalse(one.release().held());
    assertEquals("NoCapacity", one.fail("NoCapacity", "None left.").errorCode().orElseThrow());
    lazuli.reset();
    lazuli.seed(CLUSTER);
    assertEquals("Canceled", lazuli.operations(all).get(0).cancel().status());
    lazuli.reset();
  }

  @Test
  void aCallIsRefusedUntilTheFaultIsClosed(Lazuli lazuli) {
    try (var fault = lazuli.refuse("Subscriptions_List", 429, "TooManyRequests", "Wait.")) {
      var refusal =
          assertThrows(LazuliException.class, () -> lazuli.call("GET", SUBSCRIPTIONS, null));
      assertEquals("TooManyRequests", refusal.code());
      assertEquals(new Fault.Counts(1, 1), fault.counts());
    }
    assertEquals(200, statusOfList(lazuli));
    assertEquals(200, lazuli.journal(1).get(0).get("status").asInt());
  }

  @Test
  void aShareOfTheCallsIsRefusedTheSameForTheSameSeed(Lazuli lazuli) {
    var first = refused(lazuli);
    assertEquals(first, refused(lazuli));
    assertEquals(Set.of(200, 503), Set.copyOf(first));
  }

  private static List<Integer> refused(Lazuli lazuli) {
    var rule =
        new FaultRule()
            .service("arm")
            .caller(lazuli.clientId())
            .share(0.5, 7)
            .expiresAt(lazuli.now().plusSeconds(60))
            .status(503)
            .retryAfter(Duration.ZERO)
            .error("ServerBusy", "Wait.");
    try (var fault = lazuli.fault(rule)) {
      var statuses = new ArrayList<Integer>();
      for (var i = 0; i < 20; i++) statuses.add(statusOfList(lazuli));
      lazuli.step(Duration.ofMinutes(2));
      for (var i = 0; i < 20; i++) assertEquals(200, statusOfList(lazuli));
      assertThrows(LazuliException.class, fault::counts);
      return statuses;
    }
  }

  @Test
  void anOperationAndADriverFailAsTheyWereTold(Lazuli lazuli) {
    lazuli.reset();
    var late = new FaultRule().kind(KIND).step("finish").resource(demo(lazuli)).times(1);
    try (var fault = lazuli.fault(late.error("NoCapacity", "None left."))) {
      lazuli.seed(CLUSTER);
      lazuli.step(Duration.ofHours(1));
      assertEquals("Failed", stateOfDemo(lazuli));
    }
    var second = new FaultRule().operationId("Subscriptions_List").nth(2).status(500);
    try (var fault = lazuli.fault(second.error("Broken", "It is broken."))) {
      assertEquals(List.of(200, 500), List.of(statusOfList(lazuli), statusOfList(lazuli)));
    }
    // A GET whose connection is lost is sent again by Java itself.
    var lost = new FaultRule().operationId("ResourceGroups_CreateOrUpdate").drop("after");
    try (var fault = lazuli.fault(lost)) {
      var path = "/subscriptions/" + lazuli.subscriptionId() + "/resourcegroups/lost";
      Map<String, String> group = Map.of("location", lazuli.location());
      var version = "?api-version=2021-04-01";
      var refusal =
          assertThrows(
              LazuliException.class, () -> lazuli.call("PUT", path + version, group));
      assertEquals(0, refusal.status());
      assertEquals("lost", lazuli.call("GET", path + version, null).get("name").asText());
    }
    var slow = new FaultRule().port("clusters.setNodePool").delay(Duration.ofMillis(1));
    try (var fault = lazuli.fault(slow)) {
      assertEquals(new Fault.Counts(0, 0), fault.counts());
    }
    var none = new FaultRule().kind("Dance").error("No", "No.");
    var refusal = assertThrows(LazuliException.class, () -> lazuli.fault(none));
    assertEquals("InvalidFaults", refusal.code());
    try (var fault = lazuli.fail(KIND, "NoCapacity", "None left.")) {
      assertFalse(fault.id().isEmpty());
    }
    lazuli.reset();
  }

  @Test
  void timeMovesWhenItIsTold(Lazuli lazuli) {
    var before = lazuli.now();
    var after = before.plus(Duration.ofDays(7));
    assertEquals(after, lazuli.step(Duration.ofDays(7)));
    assertEquals(after.plusSeconds(5), lazuli.at(after.plusSeconds(5)));
    lazuli.scale(1000);
    lazuli.resume();
    var stopped = lazuli.freeze();
    assertEquals(stopped, lazuli.now());
  }

  @Test
  void nodesAreLostAndClustersWorkedOnAsInAzure(Lazuli lazuli) {
    lazuli.reset();
    var start = lazuli.now();
    assertEquals(1, lazuli.seed(POOL, Path.of(".")).created());
    lazuli.seed(CLUSTER);
    var next = lazuli.stepToNext();
    assertTrue(!next.isBefore(start) && next.isBefore(start.plusSeconds(3600)));
    lazuli.step(Duration.ofHours(1));
    var nodes = lazuli.provoke("lose", "pool");
    assertEquals(2, nodes.size());
    lazuli.provoke("recover", "pool");
    lazuli.step(Duration.ofHours(1));
    var error = Map.of("code", "DiskFull", "message", "It is full.");
    var one = Map.of("account", lazuli.batch().name(), "node", nodes.get(0), "error", error);
    assertEquals(nodes.subList(0, 1), lazuli.provoke("fail", "pool", one));
    var begun = lazuli.maintain(demo(lazuli));
    var work = lazuli.operations(new Operation.Filter().resource(demo(lazuli))).get(0);
    assertEquals(begun, work.id());
    try (var kept = lazuli.snapshotWithFiles("with-files")) {
      assertEquals(List.of("files of simulated nodes"), kept.leftOut());
      assertEquals(lazuli.now(), kept.takenAt());
    }
    lazuli.reset();
  }
}
