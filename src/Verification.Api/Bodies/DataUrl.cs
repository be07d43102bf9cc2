using System.Runtime.InteropServices;
using System.Text.Json;
using Verification.Core.Images;

namespace Verification.Api.Bodies;

/// <summary>An image in a JSON string as a data URL (RFC 2397): <c>data:image/jpeg;base64,...</c>. Its bytes stay where they are.</summary>
internal sealed record DataUrl(ImageFormat Format, ReadOnlyMemory<byte> Base64)
{
    private static readonly (byte[] Prefix, ImageFormat Format)[] Prefixes =
    [
        ("data:image/jpeg;base64,"u8.ToArray(), ImageFormat.Jpeg),
        ("data:image/png;base64,"u8.ToArray(), ImageFormat.Png),
        (@"data:image\/jpeg;base64,"u8.ToArray(), ImageFormat.Jpeg),
        (@"data:image\/png;base64,"u8.ToArray(), ImageFormat.Png),
    ];

    /// <param name="value">A value of the document that <paramref name="body"/> holds.</param>
    /// <returns>Null when it is no data URL of a PNG or JPEG.</returns>
    public static DataUrl? Read(JsonElement value, ReadOnlyMemory<byte> body)
    {
        if (value.ValueKind != JsonValueKind.String || !body.Span.Overlaps(JsonMarshal.GetRawUtf8Value(value), out var offset))
        {
            return null;
        }

        var text = body.Slice(offset, JsonMarshal.GetRawUtf8Value(value).Length)[1..^1];
        foreach (var (prefix, format) in Prefixes)
        {
            if (text.Span.StartsWith(prefix))
            {
                return new DataUrl(format, text[prefix.Length..]);
            }
        }

        return null;
    }

    public ImageSource ToImage(ImageKind kind) => new(kind, () => new Base64Stream(Base64, kind), Format);
}
