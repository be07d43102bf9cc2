using System.Text.Json;
using Verification.Core.Results;
using Verification.Providers.Http;

namespace Verification.Providers.Assure.Results;

/// <summary>Signicat ReadID: what the document's chip holds and whether it is genuine and no clone (ICAO Doc 9303 part 11).</summary>
internal static class ReadIdFindings
{
    private static readonly string[] CheckNames = ["chipVerification", "chipCloneDetection"];

    public static AssureFindings Read(JsonElement specific)
    {
        var consolidated = specific.Member("consolidatedIdentityData");
        var checks =
            from name in CheckNames
            let verdict = consolidated.Text(name)
            where verdict is not null
            select new Check(name, Outcome(verdict), verdict);
        return new AssureFindings([consolidated], [.. checks]);
    }

    private static CheckOutcome Outcome(string verdict) => verdict switch
    {
        "SUCCEEDED" => CheckOutcome.Passed,
        _ when verdict.StartsWith("FAIL", StringComparison.OrdinalIgnoreCase) => CheckOutcome.Failed,
        _ => CheckOutcome.NotDone,
    };
}
