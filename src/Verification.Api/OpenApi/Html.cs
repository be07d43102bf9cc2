using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Verification.Api.OpenApi;

/// <summary>Texts of the OpenAPI document as HTML.</summary>
internal static class Html
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode? node) => WebUtility.HtmlEncode((string?)node ?? "");

    /// <summary>Text with its words in backticks set as code.</summary>
    public static string Prose(JsonNode? node) =>
        string.Concat(Text(node).Split('`').Select((part, index) => index % 2 == 0 ? part : $"<code>{part}</code>"));

    public static string Code(string text) => $"<code>{WebUtility.HtmlEncode(text)}</code>";

    public static string Example(JsonNode example) => $"<pre>{WebUtility.HtmlEncode(example.ToJsonString(Readable))}</pre>\n";

    public static string Method(string method) => $"<span class=\"method {method}\">{method.ToUpperInvariant()}</span>";
}
