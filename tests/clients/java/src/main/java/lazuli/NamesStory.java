package lazuli;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A program of a user who knows nothing but Azure: no option here names Lazuli. `lazuli run` runs it. */
public final class NamesStory {
    private static final URI CLOUD =
        URI.create("https://management.azure.com/metadata/endpoints?api-version=2022-09-01");
    private static int passed;

    private static void check(String what, boolean ok) {
        if (!ok) {
            throw new AssertionError(what);
        }
        passed++;
        System.out.println("ok " + passed + " " + what);
    }

    public static void main(String[] args) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) CLOUD.toURL().openConnection();
        String text = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        check("HttpURLConnection", text.contains("AzureCloud"));
        HttpRequest request = HttpRequest.newBuilder(CLOUD).build();
        String body = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString()).body();
        check("java.net.http", body.contains("AzureCloud"));

        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder().build();
        String subscription = System.getenv("AZURE_SUBSCRIPTION_ID");
        AzureProfile profile = new AzureProfile(
            System.getenv("AZURE_TENANT_ID"), subscription, AzureEnvironment.AZURE);
        AzureResourceManager azure = AzureResourceManager.configure()
            .authenticate(credential, profile)
            .withSubscription(subscription);
        check("groups", azure.resourceGroups().contain(System.getenv("AZURE_RESOURCE_GROUP")));
        azure.resourceGroups().define("javanames").withRegion("westeurope").create();
        azure.resourceGroups().deleteByName("javanames");
        check("a group is made and goes", !azure.resourceGroups().contain("javanames"));

        String token = new ManagedIdentityCredentialBuilder().build()
            .getTokenSync(new TokenRequestContext().addScopes("https://management.azure.com/.default"))
            .getToken();
        check("the machine's identity", token.length() > 100);
        System.out.println(passed + " checks passed");
        System.exit(0);
    }
}
