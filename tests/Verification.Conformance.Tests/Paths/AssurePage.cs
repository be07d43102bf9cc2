using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>Somebody on Assure's hosted capture page.</summary>
internal sealed class AssurePage : IPerson
{
    public bool CanBegin(JsonObject snapshot) => snapshot["session"]?["captureUrl"] is not null;

    public Task CaptureAsync(KitClient client, JsonObject snapshot) => LeaveAsync(client, snapshot, "finish");

    public Task GiveUpAsync(KitClient client, JsonObject snapshot) => LeaveAsync(client, snapshot, "cancel");

    private static async Task LeaveAsync(KitClient client, JsonObject snapshot, string how)
    {
        var page = new Uri(snapshot["session"]!["captureUrl"]!.ToString());
        var artifact = page.Fragment.Split("artifact=")[1];
        await client.AtProviderAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(page, $"{artifact}/{how}")));
    }
}
