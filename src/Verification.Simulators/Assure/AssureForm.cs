using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Verification.Simulators.Assure;

internal static class AssureForm
{
    /// <summary>The fields of a form; of a repeated one the first.</summary>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body));
        return reader.ReadForm().ToDictionary(field => field.Key, field => field.Value[0] ?? "", StringComparer.Ordinal);
    }

    /// <summary>Id and secret of HTTP Basic, each form-encoded inside (RFC 6749 section 2.3.1); null when it is anything else.</summary>
    public static (string Id, string Secret)? ReadBasic(string? header)
    {
        if (header is null || !header.StartsWith("Basic ", StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..], bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair is [var id, var secret] ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret)) : null;
    }
}
