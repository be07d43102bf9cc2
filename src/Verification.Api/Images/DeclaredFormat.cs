using Microsoft.Net.Http.Headers;
using Verification.Api.Pipeline;
using Verification.Core.Images;

namespace Verification.Api.Images;

/// <summary>What a Content-Type says of an image; null where it says only that it is bytes.</summary>
internal static class DeclaredFormat
{
    public static ImageFormat? Of(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) ? null
        : type.MediaType.Equals(MediaTypes.Png, StringComparison.OrdinalIgnoreCase) ? ImageFormat.Png
        : type.MediaType.Equals(MediaTypes.Jpeg, StringComparison.OrdinalIgnoreCase) ? ImageFormat.Jpeg
        : null;
}
