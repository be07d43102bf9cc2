using System.Text.Json;
using Verification.Providers.Http;

namespace Verification.Providers.Assure.Results;

/// <summary>
/// Signicat PictureID: <c>document</c> with <c>subject</c> and <c>securityChecks</c>. The shape of the face match that
/// <c>documentSelfie</c> adds is not documented; whatever in it has a verdict is taken.
/// </summary>
internal static class PictureIdFindings
{
    public static AssureFindings Read(JsonElement specific)
    {
        var document = specific.Member("document");
        return new AssureFindings([document.Member("subject"), document], [.. AssureFindings.Verdicts(specific)]);
    }
}
