using System.Text.Json.Nodes;
using Verification.Api.Pipeline;

namespace Verification.Api.OpenApi;

/// <summary>Bodies to begin with.</summary>
internal static class OpenApiExamples
{
    private static readonly Dictionary<string, string> Json = new()
    {
        ["StartVerification"] = """
            {
              "provider": "assure.signicatpictureid",
              "processType": "document",
              "document": { "type": "passport", "country": "NLD" },
              "reference": "order-1042",
              "expiresAfter": "PT24H",
              "retention": { "result": "P30D", "keep": "claims" }
            }
            """,
        ["PostImages"] = """{ "front": "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ..." }""",
        ["SubmitVerification"] = "{}",
        ["CancelVerification"] = "{}",
    };

    public static JsonNode? Find(string route, string mediaType) =>
        mediaType == MediaTypes.Json && Json.TryGetValue(route, out var example) ? JsonNode.Parse(example) : null;
}
