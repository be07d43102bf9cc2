using System.Text.Json;
using Verification.Core.Results;
using Verification.Providers.Http;

namespace Verification.Providers.Assure.Results;

/// <summary>
/// Signicat Paper: what the text says (<c>features</c>), what the machine-readable zone says (<c>mrz</c>) and its checksums.
/// </summary>
internal static class PaperFindings
{
    public static AssureFindings Read(JsonElement specific) =>
        new([specific.Member("mrz"), specific.Member("features")], [.. Checks(specific), .. AssureFindings.Errors(specific)]);

    private static IEnumerable<Check> Checks(JsonElement specific)
    {
        var verification = specific.Member("verification");
        if (verification.Text("type") is { } type)
        {
            yield return new Check(type, AssureFindings.Outcome(verification.Flag("status")));
        }

        foreach (var checksum in specific.Member("mrzChecksum").Members())
        {
            if (checksum.Value.AsText() is { } verdict)
            {
                var outcome = verdict switch
                {
                    "VALID" => CheckOutcome.Passed,
                    "INVALID" => CheckOutcome.Failed,
                    _ => CheckOutcome.NotDone,
                };
                yield return new Check($"mrzChecksum.{checksum.Name}", outcome, verdict);
            }
        }
    }
}
