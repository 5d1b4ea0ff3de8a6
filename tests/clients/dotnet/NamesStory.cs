// .NET, for which Azure is here: no option names Lazuli. `lazuli run` runs it.
using System;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

static class NamesStory
{
    const string Arm = "https://management.azure.com";

    static async Task<string> Read(HttpClient client, string url, string name, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add(name, value);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    static void Check(bool holds, string what)
    {
        if (!holds) throw new Exception(what);
    }

    static async Task Main()
    {
        using var client = new HttpClient();
        var identity = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=" + Arm + "/";
        var said = await Read(client, identity, "Metadata", "true");
        var token = Regex.Match(said, "\"access_token\":\"([^\"]+)\"").Groups[1].Value;
        Check(token != "", "no token of the managed identity");
        var subscription = Environment.GetEnvironmentVariable("AZURE_SUBSCRIPTION_ID");
        var groups = Arm + "/subscriptions/" + subscription + "/resourcegroups?api-version=2021-04-01";
        Check((await Read(client, groups, "Authorization", "Bearer " + token)).Contains("\"name\":\"lazuli\""), "no group");
        var tenant = "https://login.microsoftonline.com/" + Environment.GetEnvironmentVariable("AZURE_TENANT_ID");
        var known = await client.GetStringAsync(tenant + "/v2.0/.well-known/openid-configuration");
        Check(known.Contains("\"issuer\":\"https://login.microsoftonline.com/"), "another issuer");
        var isRefused = false;
        try { await client.GetStringAsync("https://example.com"); }
        catch (HttpRequestException) { isRefused = true; }
        Check(isRefused, "another host was reached");
        Console.WriteLine("4 checks passed");
    }
}
