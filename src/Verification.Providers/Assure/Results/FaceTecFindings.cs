using System.Text.Json;
using Verification.Core.Results;
using Verification.Providers.Http;

namespace Verification.Providers.Assure.Results;

/// <summary>FaceTec: <c>matching</c> with a level and a success flag, all written as text.</summary>
internal static class FaceTecFindings
{
    public static AssureFindings Read(JsonElement specific)
    {
        var matching = specific.Member("matching");
        IReadOnlyList<Check> checks = matching.Flag("success") is { } success
            ? [new Check("faceMatch", AssureFindings.Outcome(success), matching.Text("matchLevel"))]
            : [];
        return new AssureFindings([specific], checks);
    }
}
