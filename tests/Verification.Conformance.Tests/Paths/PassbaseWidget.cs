using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>Somebody before Passbase's widget, in an app or behind the web link; the app submits the key that it calls back with.</summary>
internal sealed record PassbaseWidget : IPerson
{
    private const string Project = "simulated-publishable-key";

    /// <summary>What the app does with the verification's id and the key; the key is empty where the widget gave none.</summary>
    public Func<KitClient, string, string, Task> SubmitAsync { get; init; } = TellAsync;

    /// <summary>What becomes of the widget's options on their way through the browser.</summary>
    public Func<KitClient, JsonObject, Task<JsonObject>> OptionsAsync { get; init; } = (_, options) => Task.FromResult(options);

    /// <summary>How often the person hands in.</summary>
    public int HandIns { get; init; } = 1;

    public bool CanBegin(JsonObject snapshot) =>
        (bool?)snapshot["session"]?["hasToken"] == true || snapshot["session"]?["captureUrl"] is not null;

    public async Task CaptureAsync(KitClient client, JsonObject snapshot)
    {
        var id = snapshot["id"]!.ToString();
        for (var time = 0; time < HandIns; time++)
        {
            await SubmitAsync(client, id, await HandInAsync(client, id, snapshot));
        }
    }

    public static Task TellAsync(KitClient client, string id, string key) =>
        client.SubmitAsync(id, new JsonObject { ["identityAccessKey"] = key });

    /// <summary>Somebody who was approved in another verification, outside of ours.</summary>
    public static async Task<(string Identity, string Email)> BecomeKnownAsync(KitClient client)
    {
        var email = $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}@example.com";
        var person = new JsonObject { ["apiKey"] = Project, ["prefillAttributes"] = new JsonObject { ["email"] = email } };
        var identity = await SendAsync(client, person);
        while (await StatusAsync(client, identity) is not "approved")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return (identity, email);
    }

    private async Task<string> HandInAsync(KitClient client, string id, JsonObject snapshot)
    {
        if (snapshot["session"]!["captureUrl"]?.ToString() is { } link)
        {
            return Key(await client.AtProviderAsync(() => new HttpRequestMessage(HttpMethod.Post, Finish(new Uri(link)))));
        }

        var options = await client.GetAsync($"/api/verifications/{id}/session");
        return await SendAsync(client, await OptionsAsync(client, options));
    }

    private static async Task<string> SendAsync(KitClient client, JsonObject options) => Key(await client.AtProviderAsync(
        () => new HttpRequestMessage(HttpMethod.Post, new Uri(client.Address, "/passbase-api/widget/submit")) { Content = JsonContent.Create(options) }));

    /// <summary>Null while it is not to be seen.</summary>
    private static async Task<string?> StatusAsync(KitClient client, string identity)
    {
        try
        {
            var found = await client.AtProviderAsync(
                () => new HttpRequestMessage(HttpMethod.Get, new Uri(client.Address, $"/passbase-api/verification/v2/identities/{identity}"))
                {
                    Headers = { { "X-API-KEY", "simulated-secret-key" } },
                });
            return found["status"]?.ToString();
        }
        catch (CaseFailedException)
        {
            return null;
        }
    }

    private static string Key(JsonObject callback) => callback["identityAccessKey"]?.ToString() ?? "";

    private static Uri Finish(Uri link) => new UriBuilder(link) { Path = $"{link.AbsolutePath.TrimEnd('/')}/finish" }.Uri;
}
