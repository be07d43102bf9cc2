using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>Somebody on Incode's hosted page.</summary>
internal sealed class IncodePage : IPerson
{
    public bool CanBegin(JsonObject snapshot) => snapshot["session"]?["captureUrl"] is not null;

    public Task CaptureAsync(KitClient client, JsonObject snapshot)
    {
        var page = snapshot["session"]!["captureUrl"]!.ToString();
        return client.AtProviderAsync(() => new HttpRequestMessage(HttpMethod.Post, $"{page}/finish"));
    }
}
