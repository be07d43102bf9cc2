using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Local.Demo;

/// <summary>
/// Plays the person, and the provider's SDK in their app, where the provider itself takes the pictures: the simulators have an entrance
/// for that side too.
/// </summary>
internal sealed class DemoPerson(ProviderDescriptor provider, DemoClient client, DemoWatch watch)
{
    private const string SdkUpload = "/assure-api/sdk/upload";
    private const string Widget = "/passbase-api/widget/submit";

    /// <summary>The way the demo takes: its own pictures where that is possible, then the SDK, then the provider's page.</summary>
    public static CapturePath PathOf(ProviderDescriptor provider) =>
        provider.CapturePaths.Contains(CapturePath.Upload) ? CapturePath.Upload
        : provider.CapturePaths.Contains(CapturePath.Sdk) ? CapturePath.Sdk
        : CapturePath.Hosted;

    /// <returns>What the app submits afterwards; null when the person gave up.</returns>
    public async Task<JsonObject?> CaptureAsync(string id, Uri? page, CancellationToken cancellationToken)
    {
        if (page is not null)
        {
            watch.Client("the person finishes on the provider's page", page.Host);
            return Submission(await client.PostAsync(Finish(page), body: null, token: null, cancellationToken));
        }

        var session = await client.GetAsync($"/api/verifications/{id}/session", cancellationToken);
        watch.Client("GET /api/verifications/{id}/session", "");
        watch.Client("the person finishes in the provider's SDK", "");
        return Submission(provider.Name switch
        {
            "passbase" => await client.PostAsync(Widget, session, token: null, cancellationToken),

            // FaceTec's SDK hands the face map to the app, which submits it.
            "assure.facetec" => [],
            _ => await client.PostAsync(SdkUpload, body: null, (string?)session["token"], cancellationToken),
        });
    }

    /// <summary>By program instead of the button: Assure names the capture in the fragment, Passbase in the query.</summary>
    private static string Finish(Uri page) => page.Fragment.Split("artifact=") is [_, var artifact]
        ? $"{page.AbsolutePath.TrimEnd('/')}/{artifact}/finish"
        : $"{page.AbsolutePath.TrimEnd('/')}/finish{page.Query}";

    private JsonObject? Submission(JsonObject answer)
    {
        if ((string?)answer["callback"] == "onError")
        {
            return null;
        }

        return provider.Name switch
        {
            "passbase" => new JsonObject { ["identityAccessKey"] = (string?)answer["identityAccessKey"] },
            "assure.facetec" => new JsonObject
            {
                ["facetecEnrollment"] = new JsonObject
                {
                    ["faceScan"] = "AAAA",
                    ["auditTrailImage"] = "AAAA",
                    ["lowQualityAuditTrailImage"] = "AAAA",
                },
            },
            _ => [],
        };
    }
}
