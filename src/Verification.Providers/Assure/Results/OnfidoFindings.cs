using System.Text.Json;
using Verification.Core.Results;
using Verification.Providers.Http;

namespace Verification.Providers.Assure.Results;

/// <summary>
/// Onfido: <c>documentVerification</c> and <c>facialSimilarity</c>. What is inside is Onfido's own report (result <c>clear</c> or
/// <c>consider</c>, a breakdown of the same), which Signicat does not document.
/// </summary>
internal static class OnfidoFindings
{
    public static AssureFindings Read(JsonElement specific)
    {
        var document = specific.Member("documentVerification");
        return new AssureFindings(
            [document.Member("properties"), document],
            [.. specific.Members().SelectMany(Report), .. AssureFindings.Errors(specific)]);
    }

    private static IEnumerable<Check> Report(JsonProperty report)
    {
        if (report.Value.Text("result") is { } result)
        {
            yield return new Check(report.Name, Outcome(result), result);
        }

        foreach (var part in report.Value.Member("breakdown").Members())
        {
            if (part.Value.Text("result") is { } partResult)
            {
                yield return new Check($"{report.Name}.{part.Name}", Outcome(partResult), partResult);
            }
        }
    }

    private static CheckOutcome Outcome(string result) => result switch
    {
        "clear" => CheckOutcome.Passed,
        "consider" => CheckOutcome.Failed,
        _ => CheckOutcome.NotDone,
    };
}
