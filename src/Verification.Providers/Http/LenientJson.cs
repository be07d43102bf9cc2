using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Verification.Providers.Http;

/// <summary>
/// Reads answers that are only partly documented: a missing member, another type or an unknown member is never an error.
/// Text may be written as a number, booleans as text, an absent list as nothing.
/// </summary>
internal static class LenientJson
{
    /// <summary>True with an undefined element for an empty body; false for what is not JSON.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> body, out JsonElement json)
    {
        json = default;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return true;
        }

        try
        {
            EnsureText(body.Span);
            using var document = JsonDocument.Parse(body);
            json = document.RootElement.Clone();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            json = default;
            return false;
        }
    }

    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this JsonElement json, string name) => json.Member(name).AsText();

    /// <summary>Text, number or boolean as text; null for everything else and for blank text.</summary>
    public static string? AsText(this JsonElement json)
    {
        var text = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public static bool? Flag(this JsonElement json, string name) =>
        bool.TryParse(json.Text(name), out var flag) ? flag : null;

    /// <summary>A whole number, also when written as text.</summary>
    public static long? Number(this JsonElement json, string name) =>
        long.TryParse(json.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A number with or without decimals, also one written as text.</summary>
    public static double? Quantity(this JsonElement json, string name) =>
        double.TryParse(json.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The calendar date of <c>YYYY-MM-DD</c>, with or without a time behind it.</summary>
    public static DateOnly? Date(this JsonElement json, string name) =>
        json.Text(name) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    public static DateTimeOffset? Time(this JsonElement json, string name) =>
        DateTimeOffset.TryParse(json.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        json.ValueKind is JsonValueKind.Array ? json.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement json) =>
        json.ValueKind is JsonValueKind.Object ? json.EnumerateObject() : [];

    // JsonDocument finds out only when a member is read that its text is no text: bad UTF-8, or half of a surrogate pair.
    private static void EnsureText(ReadOnlySpan<byte> body)
    {
        if (Utf8.IsValid(body) && body.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = reader.GetString();
            }
        }
    }
}
