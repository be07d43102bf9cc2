using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>An app with FaceTec's SDK, which hands the face map to the app and sends nothing itself.</summary>
internal sealed class FaceTecSdk : IPerson
{
    public bool CanBegin(JsonObject snapshot) => (bool?)snapshot["session"]?["hasToken"] == true;

    public Task CaptureAsync(KitClient client, JsonObject snapshot) => client.SubmitAsync(
        snapshot["id"]!.ToString(),
        new JsonObject { ["facetecEnrollment"] = new JsonObject { ["faceScan"] = "AAAA", ["auditTrailImage"] = "AAAA" } });
}
