using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>Somebody before Passbase's widget, in an app or behind the web link; the app submits the key that it calls back with.</summary>
internal sealed class PassbaseWidget : IPerson
{
    public bool CanBegin(JsonObject snapshot) =>
        (bool?)snapshot["session"]?["hasToken"] == true || snapshot["session"]?["captureUrl"] is not null;

    public async Task CaptureAsync(KitClient client, JsonObject snapshot)
    {
        var id = snapshot["id"]!.ToString();
        var session = snapshot["session"]!["captureUrl"] is null ? await client.GetAsync($"/api/verifications/{id}/session") : null;
        var callback = await client.AtProviderAsync(() => session is null
            ? new HttpRequestMessage(HttpMethod.Post, Finish(new Uri(snapshot["session"]!["captureUrl"]!.ToString())))
            : new HttpRequestMessage(HttpMethod.Post, new Uri(client.Address, "/passbase-api/widget/submit")) { Content = JsonContent.Create(session) });
        await client.SubmitAsync(id, new JsonObject { ["identityAccessKey"] = callback["identityAccessKey"]?.ToString() });
    }

    private static Uri Finish(Uri link) => new UriBuilder(link) { Path = $"{link.AbsolutePath.TrimEnd('/')}/finish" }.Uri;
}
