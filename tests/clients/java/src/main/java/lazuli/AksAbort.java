package lazuli;

import com.azure.core.credential.TokenCredential;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.SyncPoller;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.containerservice.fluent.ManagedClustersClient;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.AgentPoolMode;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterIdentity;
import com.azure.resourcemanager.containerservice.models.ResourceIdentityType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster's life with azure-resourcemanager: created, aborted, created again, deleted. */
public final class AksAbort {
    private static final String NAME = "java-demo";
    private static final Duration OFTEN = Duration.ofMillis(200);
    private static int passed;

    private static void check(String what, boolean ok) {
        if (!ok) {
            throw new AssertionError(what);
        }
        passed++;
        System.out.println("ok " + passed + " " + what);
    }

    private static String env(String name) {
        return System.getenv(name);
    }

    private static AzureResourceManager manager() {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", env("AZURE_RESOURCE_MANAGER_ENDPOINT"));
        endpoints.put("managementEndpointUrl", env("AZURE_RESOURCE_MANAGER_ENDPOINT"));
        endpoints.put("activeDirectoryEndpointUrl", env("AZURE_AUTHORITY_HOST"));
        AzureProfile profile = new AzureProfile(
            env("AZURE_TENANT_ID"), env("AZURE_SUBSCRIPTION_ID"), new AzureEnvironment(endpoints));
        TokenCredential credential = new ClientSecretCredentialBuilder()
            .authorityHost(env("AZURE_AUTHORITY_HOST"))
            .disableInstanceDiscovery()
            .tenantId(env("AZURE_TENANT_ID"))
            .clientId(env("AZURE_CLIENT_ID"))
            .clientSecret(env("AZURE_CLIENT_SECRET"))
            .build();
        return AzureResourceManager.configure()
            .authenticate(credential, profile)
            .withSubscription(env("AZURE_SUBSCRIPTION_ID"));
    }

    private static ManagedClusterInner cluster() {
        ManagedClusterInner cluster = new ManagedClusterInner();
        cluster.withLocation(env("AZURE_LOCATION"));
        return cluster
            .withIdentity(new ManagedClusterIdentity().withType(ResourceIdentityType.SYSTEM_ASSIGNED))
            .withDnsPrefix(NAME)
            .withAgentPoolProfiles(List.of(new ManagedClusterAgentPoolProfile()
                .withName("pool1").withMode(AgentPoolMode.SYSTEM).withCount(1).withVmSize("Standard_DS2_v2")));
    }

    private static ManagementException refused(Runnable call) {
        try {
            call.run();
        } catch (ManagementException refusal) {
            return refusal;
        }
        throw new AssertionError("the call was not refused");
    }

    /** Polls more often than the library's half minute. */
    private static <T, U> U finish(SyncPoller<T, U> poller) {
        return poller.setPollInterval(OFTEN).getFinalResult();
    }

    public static void main(String[] args) {
        ManagedClustersClient clusters =
            manager().kubernetesClusters().manager().serviceClient().getManagedClusters();
        String group = env("AZURE_RESOURCE_GROUP");

        var creation = clusters.beginCreateOrUpdate(group, NAME, cluster());
        check("a new cluster is Creating",
            clusters.getByResourceGroup(group, NAME).provisioningState().equals("Creating"));
        finish(clusters.beginAbortLatestOperation(group, NAME));
        ManagedClusterInner aborted = clusters.getByResourceGroup(group, NAME);
        check("the aborted cluster is Canceled", aborted.provisioningState().equals("Canceled"));
        check("so is its pool", aborted.agentPoolProfiles().get(0).provisioningState().equals("Canceled"));
        var ended = creation.setPollInterval(OFTEN).waitForCompletion();
        check("the creation's own poller ends as canceled",
            ended.getStatus() == LongRunningOperationStatus.USER_CANCELLED);

        ManagedClusterInner again = finish(clusters.beginCreateOrUpdate(group, NAME, cluster()));
        check("a canceled cluster can be created again", again.provisioningState().equals("Succeeded"));
        ManagementException idle = refused(() -> finish(clusters.beginAbortLatestOperation(group, NAME)));
        check("nothing is left to abort", idle.getResponse().getStatusCode() == 409);
        check("and the code says so", idle.getValue().getCode().equals("OperationNotAllowed"));
        byte[] kubeconfig = clusters.listClusterUserCredentials(group, NAME).kubeconfigs().get(0).value();
        check("the kubeconfig is one",
            new String(kubeconfig, StandardCharsets.UTF_8).contains("kind: Config"));
        ManagementException missing =
            refused(() -> finish(clusters.beginAbortLatestOperation(group, "java-unknown")));
        check("a missing cluster is not found", missing.getValue().getCode().equals("ResourceNotFound"));
        finish(clusters.beginDelete(group, NAME));
        check("a deleted cluster is gone",
            clusters.listByResourceGroup(group).stream().noneMatch(c -> c.name().equals(NAME)));
        System.out.println(passed + " passed, 0 failed");
    }
}
