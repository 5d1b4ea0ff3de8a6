package lazuli;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.util.Config;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lists the nodes of a cluster and deploys to it once, with the official client. */
public final class KubernetesStory {
  private static final String NAMESPACE = "default";
  private static final String NAME = "from-java";
  private static final int REPLICAS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private KubernetesStory() {}

  public static void main(String[] args) throws Exception {
    ApiClient client = Config.fromConfig(args[0]);
    for (var node : new CoreV1Api(client).listNode().execute().getItems()) {
      String version = node.getStatus().getNodeInfo().getKubeletVersion();
      System.out.println("node " + node.getMetadata().getName() + " " + version);
    }
    AppsV1Api apps = new AppsV1Api(client);
    apps.createNamespacedDeployment(NAMESPACE, deployment()).execute();
    Instant until = Instant.now().plus(PATIENCE);
    while (true) {
      Integer available =
          apps.readNamespacedDeployment(NAME, NAMESPACE).execute().getStatus().getAvailableReplicas();
      if (available != null && available == REPLICAS) {
        System.out.println("available " + available);
        break;
      }
      if (Instant.now().isAfter(until)) {
        throw new IllegalStateException("the deployment does not become available");
      }
      Thread.sleep(100);
    }
    // Its connections would keep the program for minutes.
    System.exit(0);
  }

  private static V1Deployment deployment() {
    Map<String, String> labels = Map.of("app", NAME);
    V1PodTemplateSpec template =
        new V1PodTemplateSpec()
            .metadata(new V1ObjectMeta().labels(labels))
            .spec(
                new V1PodSpec()
                    .containers(List.of(new V1Container().name("main").image("nginx"))));
    return new V1Deployment()
        .metadata(new V1ObjectMeta().name(NAME))
        .spec(
            new V1DeploymentSpec()
                .replicas(REPLICAS)
                .selector(new V1LabelSelector().matchLabels(labels))
                .template(template));
  }
}
