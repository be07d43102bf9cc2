using System.Text.Json;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Providers.Http;

namespace Verification.Providers.Incode;

/// <summary>
/// What Incode says about an image, as one word of ours. The service takes poor images with a 200; whether
/// they are to be taken again is decided here, in the order of the integration guide.
/// </summary>
internal static class IncodeQuality
{
    private const string Prefix = "image.";

    public static ImageVerdict Judge(
        ImageKind kind, JsonElement answer, IncodeQualityOptions options, IReadOnlyList<ImageKind> retake)
    {
        // Said of a poor front, too: then the person is not asked for a back that nobody wants.
        var oneSided = kind is ImageKind.Front && answer.Flag("skipBackIdCapture") is true;
        if ((kind is ImageKind.Selfie ? OfSelfie(answer, options) : OfDocument(answer, options)) is { } word)
        {
            return ImageVerdict.Refuse(kind, word, oneSided ? [ImageKind.Front] : retake);
        }

        return oneSided ? ImageVerdict.Good with { NotNeeded = [ImageKind.Back] } : ImageVerdict.Good;
    }

    /// <summary>A side of the document. What the answer does not mention was not judged.</summary>
    private static string? OfDocument(JsonElement answer, IncodeQualityOptions options) => answer switch
    {
        _ when answer.Text("failReason") is { } reason => OfFailReason(reason),
        _ when answer.Flag("classification") is false => "notRecognised",
        _ when answer.Quantity("glare") < options.MinGlare => "glare",
        _ when answer.Quantity("sharpness") < options.MinSharpness => "blur",
        _ when answer.Quantity("horizontalResolution") < options.MinHorizontalResolution => "tooSmall",
        _ when answer.Flag("readability") is false => "unreadable",
        _ => null,
    };

    /// <summary>
    /// The selfie. <c>confidence</c> says here how sure the service is of an imitation, the opposite of what it says of the match; an
    /// absent one was not judged, and the score tells in the end whether liveness was found.
    /// </summary>
    private static string? OfSelfie(JsonElement answer, IncodeQualityOptions options) => answer switch
    {
        _ when answer.Quantity("confidence") > options.MaxSpoofConfidence => "notLive",
        _ when answer.Flag("hasLenses") is true => "glasses",
        _ when answer.Flag("hasFaceMask") is true => "mask",
        _ when answer.Flag("isBright") is false => "tooDark",
        _ => null,
    };

    /// <summary>The code of an exception for a number that Incode answered in place of a quality.</summary>
    public static string CodeOf(int number) => Prefix + number switch
    {
        100 or 3007 => "tooDark",
        101 => "glasses",
        1001 or 1003 or 3002 or 3004 => "notCentred",
        3005 => "tooFar",
        3006 => "blur",
        3008 or 3009 => "unusable",
        4005 => "notLive",
        4010 => "severalFaces",
        4019 => "noFace",
        _ => "poorConditions",
    };

    /// <summary>
    /// What is wrong with an image that was refused with this code, or null where that is not what failed. Of a document, words about a
    /// face mean the portrait on it. Of a selfie, the guide has every refusal repeated, and "poor conditions" told where no number says more.
    /// </summary>
    public static string? WordOf(Code code, ImageKind kind)
    {
        var text = code.ToString();
        var word = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;
        return word switch
        {
            "noFace" or "notCentred" or "severalFaces" or "glasses" or "tooFar" when kind is not ImageKind.Selfie => "unreadable",
            null when text is "provider.tooLarge" => "tooLarge",
            null when text is "provider.refused" && kind is ImageKind.Selfie => "poorConditions",
            _ => word,
        };
    }

    private static string OfFailReason(string reason) => reason switch
    {
        "UNKNOWN_DOCUMENT_TYPE" => "notRecognised",
        "WRONG_DOCUMENT_SIDE" => "wrongSide",
        "WRONG_ONE_SIDED_DOCUMENT" => "wrongDocument",
        "DOCUMENT_NOT_READABLE" => "unreadable",
        "UNABLE_TO_ALIGN_DOCUMENT" => "cropped",
        "ID_TYPE_UNACCEPTABLE" => "notAccepted",
        _ => "unusable",
    };
}
