using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Paths;

/// <summary>
/// Signicat Assure: each provider behind it on each of its capture paths in full with one process type, and once through with each
/// other process type.
/// </summary>
internal static class AssurePaths
{
    private static readonly string[] Always = ["open", "read", "result", "delete"];

    public static IReadOnlyList<ProviderPath> All { get; } =
    [
        .. Upload("signicatpictureid", Passport("NLD"), null, "document", "documentSelfie"),
        .. Hosted("signicatpictureid", null, "document", "documentSelfie"),
        .. Upload("onfido", Passport(), Location, "document", "documentSelfie"),
        .. Sdk("onfido", startedByUs: true, Location, "document", "documentSelfie", "documentVideo"),
        .. Hosted("onfido", Location, "document", "documentSelfie", "documentVideo"),
        .. Upload("signicatpaper", Passport(), null, "document"),
        .. Hosted("signicatpaper", null, "document"),
        .. Sdk("signicatvideoid", startedByUs: false, null, "substantial", "substantialFullyAuto", "high", "hybrid"),
        .. Hosted("signicatvideoid", null, "substantial", "substantialFullyAuto", "high", "hybrid"),
        .. Sdk("eid", startedByUs: true, null, "unattended"),
        .. Sdk("eid", startedByUs: false, null, "attended", "substantial"),
        .. Hosted("eid", null, "unattended", "attended", "substantial"),
        .. Sdk("readid", startedByUs: false, null, "ready", "sdk"),
        .. Hosted("readid", null, "ready", "sdk"),
        .. Hosted("webid", null, "videoid", "accountid"),
        new ProviderPath("assure.facetec", "sdk")
        {
            Person = new FaceTecSdk(),
            Calls = [.. Always, "start"],
        },
    ];

    private static JsonObject Location => new() { ["location"] = new JsonObject { ["countryOfResidence"] = "NLD" } };

    private static JsonObject Passport(string? country = null) =>
        country is null ? new() { ["type"] = "passport" } : new() { ["type"] = "passport", ["country"] = country };

    private static IEnumerable<ProviderPath> Upload(
        string alias, JsonObject document, JsonObject? options, params string[] processTypes) =>
        Paths(alias, "upload", options, processTypes, new ProviderPath("", "")
        {
            Document = document,
            Calls = [.. Always, "upload", "start"],
            RefusesImages = true,
        });

    private static IEnumerable<ProviderPath> Sdk(string alias, bool startedByUs, JsonObject? options, params string[] processTypes) =>
        Paths(alias, "sdk", options, processTypes, new ProviderPath("", "")
        {
            Person = new AssureSdk(),
            Calls = startedByUs ? [.. Always, "capture", "start"] : [.. Always, "capture"],
        });

    private static IEnumerable<ProviderPath> Hosted(string alias, JsonObject? options, params string[] processTypes) =>
        Paths(alias, "hosted", options, processTypes, new ProviderPath("", "")
        {
            Person = new AssurePage(),
            Calls = [.. Always, "find", "capture"],
            TellsGivingUp = true,
        });

    private static IEnumerable<ProviderPath> Paths(
        string alias, string capture, JsonObject? options, string[] processTypes, ProviderPath template) =>
        processTypes.Select((type, index) => template with
        {
            Provider = $"assure.{alias}",
            Capture = capture,
            ProcessType = type,
            Options = options,
            Full = index == 0,
        });
}
