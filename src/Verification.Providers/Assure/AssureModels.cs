using System.Text.Json;
using Verification.Core.Providers;
using Verification.Providers.Http;

namespace Verification.Providers.Assure;

/// <summary>A dossier: one person, any number of processes.</summary>
/// <param name="ExternalReference">Null also where Assure does not give it back.</param>
internal sealed record AssureDossier(
    string Id, string? ExternalReference, DateTimeOffset? CreatedAt, IReadOnlyList<AssureProcess> Processes)
{
    public static AssureDossier? Read(JsonElement json) =>
        ProviderId.Read(json.Text("dossierId") ?? json.Text("id")) is not { } id ? null : new AssureDossier(
            id,
            json.Text("externalReference"),
            json.Time("createdAt"),
            [.. Listed(json).Select(AssureProcess.Read).OfType<AssureProcess>()]);

    /// <summary>That a dossier holds its processes is documented, under which name is not.</summary>
    private static IEnumerable<JsonElement> Listed(JsonElement json) =>
        json.Member("processes") is { ValueKind: JsonValueKind.Array } processes
            ? processes.EnumerateArray()
            : json.Members().SelectMany(member => member.Value.Items()).Where(item => item.Text("processId") is not null);
}

/// <summary>A process: one verification of one document by one provider.</summary>
/// <param name="Authorization">The token of the provider's SDK; only in the answer to Create process.</param>
/// <param name="Json">The whole answer.</param>
internal sealed record AssureProcess(
    string Id, string? Provider, string? Status, string? Authorization, string? FailType, DateTimeOffset? CreatedAt, JsonElement Json)
{
    public DateTimeOffset? UpdatedAt => Json.Time("updatedAt");

    public static AssureProcess? Read(JsonElement json) =>
        ProviderId.Read(json.Text("processId") ?? json.Text("id") ?? json.AsText()) is not { } id ? null : new AssureProcess(
            id,
            json.Text("provider"),
            json.Text("status"),
            json.Text("authorization"),
            json.Member("failReason").Text("type"),
            json.Time("createdAt"),
            json);
}

internal static class AssureDocumentType
{
    /// <summary>An entry is an object, or for some providers perhaps a plain name.</summary>
    public static DocumentType? Read(JsonElement json)
    {
        var type = json.AsText() ?? json.Text("type") ?? json.Text("documentType");
        return type is null ? null : new DocumentType(
            json.Text("id") ?? type, type, json.Text("subType"), json.Text("country"), json.Text("countryName"));
    }
}

internal static class AssureImage
{
    private const string Marker = ";base64,";

    /// <summary>The image in an answer: the bytes themselves, or a data URL as the only text of a JSON answer.</summary>
    public static byte[]? Read(byte[] body)
    {
        if (!LenientJson.TryParse(body, out var json))
        {
            return body;
        }

        var text = json.AsText() ?? json.Members().Select(member => member.Value.AsText()).FirstOrDefault(IsDataUrl);
        return IsDataUrl(text) ? Decode(text!) : null;
    }

    private static bool IsDataUrl(string? text) =>
        text is not null && text.StartsWith("data:image/", StringComparison.Ordinal) && text.Contains(Marker, StringComparison.Ordinal);

    private static byte[]? Decode(string dataUrl)
    {
        var base64 = dataUrl.AsSpan(dataUrl.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length);
        var bytes = new byte[base64.Length / 4 * 3];
        return Convert.TryFromBase64Chars(base64, bytes, out var length) ? bytes[..length] : null;
    }
}

/// <summary>Both shapes of error bodies: Assure's own and that of the platform's gateway. Every member may be missing.</summary>
internal static class AssureError
{
    public static ProviderError Read(JsonElement json) => new()
    {
        Code = json.Text("code") ?? json.Text("type"),
        TraceId = json.Text("traceId"),
        InvalidToken = json.Text("code") is "invalid_token",
    };
}
