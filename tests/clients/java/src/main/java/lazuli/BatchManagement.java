package lazuli;

import com.azure.core.credential.TokenCredential;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.batch.BatchManager;
import com.azure.resourcemanager.batch.models.AccountKeyType;
import com.azure.resourcemanager.batch.models.ActivateApplicationPackageParameters;
import com.azure.resourcemanager.batch.models.AllocationState;
import com.azure.resourcemanager.batch.models.Application;
import com.azure.resourcemanager.batch.models.ApplicationPackage;
import com.azure.resourcemanager.batch.models.ApplicationPackageReference;
import com.azure.resourcemanager.batch.models.AutoScaleSettings;
import com.azure.resourcemanager.batch.models.AutoStorageBaseProperties;
import com.azure.resourcemanager.batch.models.BatchAccount;
import com.azure.resourcemanager.batch.models.BatchAccountRegenerateKeyParameters;
import com.azure.resourcemanager.batch.models.Certificate;
import com.azure.resourcemanager.batch.models.CertificateFormat;
import com.azure.resourcemanager.batch.models.CertificateProvisioningState;
import com.azure.resourcemanager.batch.models.CertificateReference;
import com.azure.resourcemanager.batch.models.DeploymentConfiguration;
import com.azure.resourcemanager.batch.models.FixedScaleSettings;
import com.azure.resourcemanager.batch.models.ImageReference;
import com.azure.resourcemanager.batch.models.PackageState;
import com.azure.resourcemanager.batch.models.Pool;
import com.azure.resourcemanager.batch.models.PoolProvisioningState;
import com.azure.resourcemanager.batch.models.ProvisioningState;
import com.azure.resourcemanager.batch.models.ScaleSettings;
import com.azure.resourcemanager.batch.models.VirtualMachineConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Batch on Resource Manager with azure-resourcemanager-batch: account, package, certificate, pool. */
public final class BatchManagement {
    private static final String ACCOUNT = "javabatch";
    private static final String POOL = "java-pool";
    private static final String APPLICATION = "java-app";
    private static final String THUMBPRINT = "47b592796ffc7089d8d43b75f05bd8b984a3d7ad";
    private static final String CERTIFICATE = "sha1-" + THUMBPRINT;
    private static final String CER = "MIIBgjCCASmgAwIBAgIUM5jWXUJrPOxXxgke2A2vAMorhX0wCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLbGF6dWxpLXRlc3QwIBcNMjYxMTIxMTQwNDE2WhgPMjEyNjEwMjgxNDA0MTZaMBYxFDASBgNVBAMMC2xhenVsaS10ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn69pKiui3e9pTHw4BJU+wskM6ZGucrf00SXz1aF4SRgYB0jCdji4hwiNAZJHEPWi8B6uqv3cSYYlOzJNc31wGaNTMFEwHQYDVR0OBBYEFPaRCoC6qjBA/LD4Gvp9B7id0j41MB8GA1UdIwQYMBaAFPaRCoC6qjBA/LD4Gvp9B7id0j41MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgZRgLtEcNvNvdvuVK1XKYxkoRI4UT06QBx0W/iEedq7ACIHjU20niKTHveTxydfCDxH88s2YprOWODuZ+8x1Z41G+";
    private static final String GROUP = env("AZURE_RESOURCE_GROUP");
    private static final BatchManager BATCH = manager();
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

    private static BatchManager manager() {
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
        return BatchManager.configure()
            .withDefaultPollInterval(Duration.ofMillis(200))
            .authenticate(credential, profile);
    }

    /** The status and code with which a call is refused. */
    private static String refused(Runnable call) {
        try {
            call.run();
        } catch (ManagementException refusal) {
            return refusal.getResponse().getStatusCode() + " " + refusal.getValue().getCode();
        }
        return "not refused";
    }

    /** The id of the server's own storage account. */
    private static String storage() {
        var name = Pattern.compile("AccountName=([^;]+)").matcher(env("AZURE_STORAGE_CONNECTION_STRING"));
        check("the server has storage", name.find());
        return "/subscriptions/" + env("AZURE_SUBSCRIPTION_ID") + "/resourceGroups/" + GROUP
            + "/providers/Microsoft.Storage/storageAccounts/" + name.group(1);
    }

    private static void makeAccount() {
        BatchAccount made = BATCH.batchAccounts().define(ACCOUNT)
            .withRegion(env("AZURE_LOCATION"))
            .withExistingResourceGroup(GROUP)
            .withAutoStorage(new AutoStorageBaseProperties().withStorageAccountId(storage()))
            .create();
        check("an account is made", made.provisioningState() == ProvisioningState.SUCCEEDED);
        var keys = made.getKeys();
        var renewed = made.regenerateKey(
            new BatchAccountRegenerateKeyParameters().withKeyName(AccountKeyType.PRIMARY));
        check("one key is renewed",
            !renewed.primary().equals(keys.primary()) && renewed.secondary().equals(keys.secondary()));
        made.synchronizeAutoStorageKeys();
        check("its tags are changed",
            made.update().withTags(Map.of("made", "by Java")).apply().tags().containsKey("made"));
        check("it is listed beside the server's first",
            BATCH.batchAccounts().listByResourceGroup(GROUP).stream().count() == 2);
        check("sizes of machines are listed",
            BATCH.locations().listSupportedVirtualMachineSkus(env("AZURE_LOCATION")).stream()
                .anyMatch(sku -> sku.name().equals("Standard_D2s_v3")));
    }

    private static Application application() {
        return BATCH.applications().get(GROUP, ACCOUNT, APPLICATION);
    }

    private static void packages() throws Exception {
        BATCH.applications().define(APPLICATION).withExistingBatchAccount(GROUP, ACCOUNT).create();
        check("a default version must be there",
            refused(() -> application().update().withDefaultVersion("1.0").apply())
                .equals("404 ApplicationPackageNotFound"));
        ApplicationPackage made = BATCH.applicationPackages().define("1.0")
            .withExistingApplication(GROUP, ACCOUNT, APPLICATION).create();
        check("a package waits for its bytes", made.state() == PackageState.PENDING);
        HttpRequest upload = HttpRequest.newBuilder(URI.create(made.storageUrl()))
            .header("x-ms-blob-type", "BlockBlob")
            .PUT(HttpRequest.BodyPublishers.ofString("PK")).build();
        check("its bytes are uploaded", HttpClient.newHttpClient()
            .send(upload, HttpResponse.BodyHandlers.discarding()).statusCode() == 201);
        ApplicationPackage active = BATCH.applicationPackages().activate(GROUP, ACCOUNT, APPLICATION, "1.0",
            new ActivateApplicationPackageParameters().withFormat("zip"));
        check("it is activated", active.state() == PackageState.ACTIVE);
        check("it is the default version",
            application().update().withDefaultVersion("1.0").apply().defaultVersion().equals("1.0"));
    }

    private static ScaleSettings fixed(int count) {
        return new ScaleSettings()
            .withFixedScale(new FixedScaleSettings().withTargetDedicatedNodes(count));
    }

    private static Pool pool() {
        return BATCH.pools().get(GROUP, ACCOUNT, POOL);
    }

    /** Waits until the pool is at rest with so many nodes. */
    private static Pool steady(int nodes) throws InterruptedException {
        for (;;) {
            Pool found = pool();
            if (found.allocationState() == AllocationState.STEADY && found.currentDedicatedNodes() == nodes) {
                return found;
            }
            Thread.sleep(100);
        }
    }

    private static void makePool() throws InterruptedException {
        Certificate added = BATCH.certificates().define(CERTIFICATE)
            .withExistingBatchAccount(GROUP, ACCOUNT)
            .withThumbprint(THUMBPRINT).withThumbprintAlgorithm("sha1")
            .withFormat(CertificateFormat.CER).withData(CER)
            .create();
        VirtualMachineConfiguration machine = new VirtualMachineConfiguration()
            .withImageReference(new ImageReference().withPublisher("canonical")
                .withOffer("0001-com-ubuntu-server-jammy").withSku("22_04-lts"))
            .withNodeAgentSkuId("batch.node.ubuntu 22.04");
        var wanted = BATCH.pools().define(POOL)
            .withExistingBatchAccount(GROUP, ACCOUNT)
            .withVmSize("STANDARD_D2S_V3")
            .withDeploymentConfiguration(
                new DeploymentConfiguration().withVirtualMachineConfiguration(machine))
            .withScaleSettings(fixed(0))
            .withCertificates(List.of(new CertificateReference().withId(added.id())))
            .withApplicationPackages(
                List.of(new ApplicationPackageReference().withId(application().id())));
        check("a pool with certificate and package is made",
            wanted.create().provisioningState() == PoolProvisioningState.SUCCEEDED);
        check("it is not made twice where that is not wanted",
            refused(() -> wanted.withIfNoneMatch("*").create()).equals("412 PreconditionFailed"));
        steady(0);
    }

    /** Cancels a deletion that fails because the pool uses the certificate. */
    private static void cancelDeletion() {
        var certificates = BATCH.certificates();
        check("there is no deletion to cancel",
            refused(() -> certificates.cancelDeletion(GROUP, ACCOUNT, CERTIFICATE))
                .equals("409 CertificateStateActive"));
        check("its deletion fails for the pool",
            !refused(() -> certificates.delete(GROUP, ACCOUNT, CERTIFICATE)).equals("not refused"));
        Certificate failed = certificates.get(GROUP, ACCOUNT, CERTIFICATE);
        check("which its state says", failed.provisioningState() == CertificateProvisioningState.FAILED);
        var why = failed.deleteCertificateError();
        check("and names the pool", why.code().equals("PoolsReferencingCertificate")
            && why.details().get(0).message().equals(POOL));
        Certificate cancelled = certificates.cancelDeletion(GROUP, ACCOUNT, CERTIFICATE);
        check("cancelled, it is active again",
            cancelled.provisioningState() == CertificateProvisioningState.SUCCEEDED
                && cancelled.deleteCertificateError() == null);
    }

    private static void sizes() throws InterruptedException {
        Pool resizing = pool().update().withScaleSettings(fixed(2)).apply();
        check("the pool is resized", resizing.resizeOperationStatus().targetDedicatedNodes() == 2);
        resizing.stopResize();
        var errors = steady(0).resizeOperationStatus().errors();
        check("the resize is stopped",
            errors.size() == 1 && errors.get(0).code().equals("ResizeStopped"));
        ScaleSettings formula = new ScaleSettings()
            .withAutoScale(new AutoScaleSettings().withFormula("$TargetDedicatedNodes = 1;"));
        pool().update().withScaleSettings(formula).apply();
        check("a formula sizes it",
            steady(1).autoScaleRun().results().contains("$TargetDedicatedNodes=1"));
        check("without it the size stays",
            pool().disableAutoScale().scaleSettings().fixedScale().targetDedicatedNodes() == 1);
    }

    private static void remove() {
        BATCH.pools().delete(GROUP, ACCOUNT, POOL);
        check("the pool is gone", refused(BatchManagement::pool).equals("404 ResourceNotFound"));
        BATCH.certificates().delete(GROUP, ACCOUNT, CERTIFICATE);
        check("so is the certificate",
            BATCH.certificates().listByBatchAccount(GROUP, ACCOUNT).stream().findAny().isEmpty());
        BATCH.applicationPackages().delete(GROUP, ACCOUNT, APPLICATION, "1.0");
        BATCH.applications().delete(GROUP, ACCOUNT, APPLICATION);
        check("so is the application",
            refused(BatchManagement::application).equals("404 ApplicationNotFound"));
        BATCH.batchAccounts().deleteByResourceGroup(GROUP, ACCOUNT);
        check("so is the account",
            refused(() -> BATCH.batchAccounts().getByResourceGroup(GROUP, ACCOUNT))
                .equals("404 ResourceNotFound"));
    }

    public static void main(String[] args) throws Exception {
        makeAccount();
        packages();
        makePool();
        cancelDeletion();
        sizes();
        remove();
        System.out.println(passed + " passed, 0 failed");
    }
}
