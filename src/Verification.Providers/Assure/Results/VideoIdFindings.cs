using System.Text.Json;
using Verification.Core.Results;
using Verification.Providers.Http;

namespace Verification.Providers.Assure.Results;

/// <summary>
/// Signicat VideoID, and eID, which is the same service under its older name: <c>ocr</c> with face similarity, liveness (a boolean
/// written as text) and the security features found on the document.
/// </summary>
internal static class VideoIdFindings
{
    public static AssureFindings Read(JsonElement specific)
    {
        var ocr = specific.Member("ocr");
        return new AssureFindings([ocr, specific], [.. Checks(ocr)]);
    }

    private static IEnumerable<Check> Checks(JsonElement ocr)
    {
        if (ocr.Text("similarityScore") is { } score)
        {
            var outcome = score switch
            {
                "high" => CheckOutcome.Passed,
                "low" => CheckOutcome.Failed,
                _ => CheckOutcome.NotDone,
            };
            yield return new Check("faceSimilarity", outcome, score);
        }

        if (ocr.Flag("livenessDetected") is { } alive)
        {
            yield return new Check("liveness", AssureFindings.Outcome(alive));
        }

        foreach (var feature in ocr.Member("features").Items())
        {
            if (feature.Text("name") is { } name)
            {
                yield return new Check($"feature.{name}", AssureFindings.Outcome(feature.Flag("found")));
            }
        }
    }
}
