package lazuli.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
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

  private static String clusterPath(Lazuli lazuli) {
    return "/subscriptions/"
        + lazuli.subscriptionId()
        + "/resourceGroups/lazuli/providers/Microsoft.ContainerService/managedClusters/demo"
        + "?api-version=2024-05-01";
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
    lazuli.snapshot("before");
    try (var held = lazuli.hold("ManagedClusters_Create")) {
      lazuli.seed(CLUSTER);
      assertTrue(held.reached().endsWith("/managedclusters/demo"));
    }
    lazuli.restore("before");
    var refusal =
        assertThrows(
            LazuliException.class, () -> lazuli.call("GET", clusterPath(lazuli), null));
    assertEquals(404, refusal.status());
  }

  @Test
  void aCallIsRefusedUntilTheFaultIsClosed(Lazuli lazuli) {
    var path = "/subscriptions?api-version=2022-12-01";
    try (var fault = lazuli.refuse("Subscriptions_List", 429, "TooManyRequests", "Wait.")) {
      var refusal = assertThrows(LazuliException.class, () -> lazuli.call("GET", path, null));
      assertEquals("TooManyRequests", refusal.code());
    }
    lazuli.call("GET", path, null);
    assertEquals(200, lazuli.journal(1).get(0).get("status").asInt());
  }

  @Test
  void timeMovesWhenItIsTold(Lazuli lazuli) {
    var before = lazuli.now();
    assertEquals(before.plus(Duration.ofDays(7)), lazuli.step(Duration.ofDays(7)));
  }
}
