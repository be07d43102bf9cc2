using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>An app with the SDK of a provider behind Assure.</summary>
/// <param name="submission">What the SDK hands back for the provider, if anything.</param>
internal sealed class AssureSdk(JsonObject? submission = null) : IPerson
{
    public bool CanBegin(JsonObject snapshot) => (bool?)snapshot["session"]?["hasToken"] == true;

    public async Task CaptureAsync(KitClient client, JsonObject snapshot)
    {
        var id = snapshot["id"]!.ToString();
        var token = (await client.GetAsync($"/api/verifications/{id}/session"))["token"]!.ToString();
        await client.AtProviderAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(client.Address, "/assure-api/sdk/upload"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        });
        await client.SubmitAsync(id, submission);
    }

    public Task<bool> GiveUpAsync(KitClient client, JsonObject snapshot) => Task.FromResult(false);
}
