using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>An app with Incode's SDK, which talks to Incode with the session's token and no key.</summary>
internal sealed class IncodeSdk : IPerson
{
    public bool CanBegin(JsonObject snapshot) => (bool?)snapshot["session"]?["hasToken"] == true;

    public async Task CaptureAsync(KitClient client, JsonObject snapshot)
    {
        var id = snapshot["id"]!.ToString();
        var token = (await client.GetAsync($"/api/verifications/{id}/session"))["token"]!.ToString();
        await client.AtProviderAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(client.Address, "/incode-api/0/sdk/capture"))
        {
            Headers = { { "api-version", "1.0" }, { "X-Incode-Hardware-Id", token } },
        });
        await client.SubmitAsync(id);
    }
}
