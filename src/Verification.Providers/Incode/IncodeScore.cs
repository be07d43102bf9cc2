using System.Text.Json;
using Verification.Core.Results;
using Verification.Core.Verifications;
using Verification.Providers.Http;

namespace Verification.Providers.Incode;

/// <summary>
/// The score of a session. The overall status decides and no number does: thresholds belong to the account's rules. Before the session
/// is finished it is partial and may change.
/// </summary>
/// <remarks>https://developer.incode.com/docs/fetch-scores</remarks>
internal sealed class IncodeScore(JsonElement json)
{
    private const string IdValidation = "idValidation";
    private const string Liveness = "liveness";
    private const string FaceRecognition = "faceRecognition";

    private static readonly string[] Modules =
    [
        IdValidation, Liveness, FaceRecognition, "governmentValidation", "externalVerification", "incodeWatchlistScore", "authentication",
        "deviceRisk", "behavioralRisk",
    ];

    private static readonly string[] Lists = ["photoSecurityAndQuality", "idSpecific", "customFields"];

    private static readonly string[] Findings = ["maskCheck", "lensesCheck", "faceBrightness", "nameMatch", "photoQuality"];

    /// <summary>
    /// What a finished session's score says, or null while it says nothing. An OK that leaves out what was asked for (a flow without
    /// the module, a comparison that was never made) proves less than it seems and is inconclusive.
    /// </summary>
    public Decision? Decide(bool withSelfie) => StatusOf(json.Member("overall")) switch
    {
        "OK" or "MANUAL_OK" => Missing(withSelfie).Any() ? Decision.Inconclusive : Decision.Accepted,
        "FAIL" or "MANUAL_FAIL" => Decision.Rejected,
        "WARN" or "MANUAL" or "MANUAL_PENDING" => Decision.Inconclusive,
        _ => null,
    };

    /// <summary>What did not pass, by code; for a decision other than acceptance never empty.</summary>
    public IReadOnlyList<Code> Reasons(Decision decision, bool withSelfie)
    {
        if (decision is Decision.Accepted)
        {
            return [];
        }

        Code[] reasons =
        [
            .. Missing(withSelfie).Select(module => new Code($"check.{module}.missing")),
            .. Checks().Where(check => check.Outcome is CheckOutcome.Failed).SelectMany(check => CodeOf(check.Name)),
        ];
        return reasons.Length > 0 ? reasons : [decision is Decision.Rejected ? "score.rejected" : "score.needsReview"];
    }

    /// <summary>Each module by its overall verdict, and the tests within it; what the flow does not run is not there.</summary>
    public IReadOnlyList<Check> Checks()
    {
        var checks = new List<Check>();
        foreach (var module in Modules)
        {
            var part = json.Member(module);
            Add(checks, module, part.Member("overall"));
            foreach (var item in Lists.SelectMany(list => part.Member(list).Items()).Where(item => item.Text("key") is not null))
            {
                Add(checks, item.Text("key")!, item);
            }

            foreach (var finding in Findings)
            {
                Add(checks, finding, part.Member(finding));
            }
        }

        return checks;
    }

    private static void Add(List<Check> checks, string name, JsonElement verdict)
    {
        if (StatusOf(verdict) is { } status)
        {
            checks.Add(new Check(name, Outcome(status), $"{status} {verdict.Text("value")}".TrimEnd()));
        }
    }

    // A warning did not pass, and UNKNOWN was not computed.
    private static CheckOutcome Outcome(string status) => status switch
    {
        "OK" or "MANUAL_OK" => CheckOutcome.Passed,
        "FAIL" or "MANUAL_FAIL" or "WARN" or "MANUAL" or "MANUAL_PENDING" => CheckOutcome.Failed,
        _ => CheckOutcome.NotDone,
    };

    private IEnumerable<string> Missing(bool withSelfie)
    {
        string[] asked = withSelfie ? [IdValidation, Liveness, FaceRecognition] : [IdValidation];
        return asked.Where(module => StatusOf(json.Member(module).Member("overall")) is null or "UNKNOWN");
    }

    private static string? StatusOf(JsonElement verdict) => verdict.Text("status")?.ToUpperInvariant();

    private static IEnumerable<Code> CodeOf(string name) => Code.TryParse($"check.{name}", null, out var code) ? [code] : [];
}
