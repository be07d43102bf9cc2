using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Core.Images;

namespace Verification.Api.Images;

/// <summary>Images as parts of <c>multipart/form-data</c> (RFC 7578), one after the other as they stream in.</summary>
internal static class ImageParts
{
    private const int MaxBoundary = 70;

    /// <exception cref="ProblemException">It is no such form, or a part is none of ours or comes twice.</exception>
    public static async IAsyncEnumerable<ImageSource> ReadAsync(ApiCall call)
    {
        var reader = new MultipartReader(BoundaryOf(call), call.Request.Body);
        var seen = new HashSet<ImageKind>();
        while (await NextAsync(reader, call.Aborted) is { } part)
        {
            var kind = KindOf(part);
            if (!seen.Add(kind))
            {
                throw FieldErrors.Refusal(ImageKinds.Word(kind), "Comes twice.");
            }

            yield return new ImageSource(kind, () => new PartStream(part.Body), DeclaredFormat.Of(part.ContentType));
        }

        if (seen.Count == 0)
        {
            throw FieldErrors.Refusal("$", "Send at least one part named front, back or selfie.");
        }
    }

    private static string BoundaryOf(ApiCall call)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(call.Request.ContentType).Boundary).ToString();
        return boundary.Length is > 0 and <= MaxBoundary
            ? boundary
            : throw new ProblemException(ProblemTypes.HeaderInvalid, $"The Content-Type needs a boundary of 1 to {MaxBoundary} characters.");
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException || exception.GetType() == typeof(IOException))
        {
            throw PartStream.Malformed();
        }
    }

    private static ImageKind KindOf(MultipartSection part)
    {
        var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString()
            : "";
        return ImageKinds.Find(name) ?? throw FieldErrors.Refusal("$", "Every part is named front, back or selfie.");
    }
}
