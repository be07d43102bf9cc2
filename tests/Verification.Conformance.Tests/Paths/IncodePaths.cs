using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Paths;

/// <summary>
/// Incode: images through the API, the SDK in an app, the hosted page. In full with a selfie; an upload of a document alone, of one side
/// and of two, once through.
/// </summary>
internal static class IncodePaths
{
    private static readonly string[] Always = ["open", "read", "result", "delete"];

    public static IReadOnlyList<ProviderPath> All { get; } =
    [
        Path("upload", "documentSelfie", [.. Always, "upload", "start", "finish"]) with
        {
            Images = ["front", "back", "selfie"],
            RefusesImages = true,
            NamesRefusals = true,
            OpensByKey = true,
        },
        Path("upload", "document", [.. Always, "upload", "start", "finish"]) with
        {
            Document = new JsonObject { ["type"] = "passport" },
            Full = false,
        },
        Path("sdk", "documentSelfie", [.. Always, "capture"]) with { Person = new IncodeSdk(), OpensByKey = true },
        Path("sdk", "document", [.. Always, "capture"]) with { Person = new IncodeSdk(), Full = false },
        Path("hosted", "documentSelfie", [.. Always, "capture"]) with { Person = new IncodePage() },
        Path("hosted", "document", [.. Always, "capture"]) with { Person = new IncodePage(), Full = false },
    ];

    /// <summary>A session has no failure and no giving up: it runs out, which fails the verification.</summary>
    private static ProviderPath Path(string capture, string processType, IReadOnlyList<string> calls) => new("incode", capture)
    {
        ProcessType = processType,
        Calls = calls,
        Outcomes = ["accepted", "rejected", "inconclusive", "failed", "never"],
        FindsOpenings = false,
        ReviewsUndecided = true,
        TellsFailReason = false,
    };
}
