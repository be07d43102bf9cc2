using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>An app with the SDK of a provider behind Assure.</summary>
internal sealed class AssureSdk : IPerson
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
        await client.SubmitAsync(id);
    }
}
