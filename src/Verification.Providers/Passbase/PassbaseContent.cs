using Verification.Providers.Http;

namespace Verification.Providers.Passbase;

/// <summary>A captured file.</summary>
internal sealed record PassbaseContent(string MediaType, byte[] Bytes)
{
    private const string Unknown = "application/octet-stream";

    /// <summary>Null for JSON that holds no file in base64.</summary>
    public static PassbaseContent? Read(string? mediaType, byte[] body)
    {
        if (mediaType is not "application/json")
        {
            return new PassbaseContent(mediaType ?? Unknown, body);
        }

        var text = LenientJson.TryParse(body, out var json) ? json.Text("file") : null;
        var bytes = new byte[text?.Length ?? 0];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length)
            ? new PassbaseContent(Unknown, bytes[..length])
            : null;
    }

    public string Extension => MediaType switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "video/mp4" => "mp4",
        "video/webm" => "webm",
        _ => "bin",
    };
}
