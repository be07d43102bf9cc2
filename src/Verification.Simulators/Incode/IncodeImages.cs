using System.Globalization;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Images;

namespace Verification.Simulators.Incode;

/// <summary>What Incode insists on in an image, and what it says of its quality, which it takes with a 200 however poor.</summary>
internal sealed class IncodeImages(IOptions<IncodeOptions> options)
{
    /// <exception cref="IncodeProblem">It is not an image, too large or too small.</exception>
    public SimulatedImage Read(CallContext call)
    {
        if (call.Body.Length > options.Value.MaxRequestBytes)
        {
            throw IncodeProblem.Of(413, "The request is larger than 10 MB.");
        }

        var base64 = IncodeJson.Read<AddImageRequest>(call, options.Value.RefuseUnknownMembers).Base64Image
            ?? throw IncodeProblem.BadRequest("base64Image is required.");
        var bytes = new byte[base64.Length / 4 * 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || SimulatedImage.Read(bytes[..length]) is not { } image)
        {
            throw IncodeProblem.BadRequest("base64Image is not the base64 of an image.");
        }

        return Math.Max(image.Width, image.Height) >= options.Value.MinImageSide
            ? image
            : throw IncodeProblem.Custom(3008, "Image size is not supported.");
    }

    /// <summary>The answer to a side of the document.</summary>
    /// <param name="refusal">A word such as <c>glare</c>, a <c>failReason</c> in capitals, or an error number; null when it is good.</param>
    public static object DescribeDocument(IncodeInterview interview, string? refusal)
    {
        ThrowIfNumber(refusal);
        return new
        {
            classification = refusal is not "notRecognised",
            glare = refusal is "glare" ? 4 : 96,
            correctGlare = refusal is not "glare",
            sharpness = refusal is "blur" ? 5 : 98,
            correctSharpness = refusal is not "blur",
            horizontalResolution = refusal is "tooSmall" ? 120 : 790,
            readability = refusal is not "unreadable",
            shadowConfidence = 0.01,
            typeOfId = "IdentificationCard",
            issueName = "Simulated IdentificationCard",
            issueYear = 2022,
            countryCode = interview.Run.Scenario.Subject.IssuingCountry,
            sessionStatus = "Alive",
            failReason = refusal is { } reason && reason.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? reason : null,
            skipBackIdCapture = interview.Script.OneSided,
        };
    }

    /// <summary>The answer to the selfie. Seen in reality: where it is too dark, there is no <c>confidence</c>.</summary>
    public static object DescribeSelfie(string? refusal)
    {
        ThrowIfNumber(refusal);
        return new
        {
            confidence = refusal switch { "tooDark" => (double?)null, "spoof" => 0.93, _ => 0 },
            isBright = refusal is not "tooDark",
            hasLenses = refusal is "glasses",
            hasFaceMask = refusal is "mask" ? true : (bool?)null,
            age = 35,
            sessionStatus = "Alive",
        };
    }

    private static void ThrowIfNumber(string? refusal)
    {
        if (int.TryParse(refusal, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            throw IncodeProblem.Custom(code, code == 4019 ? "Face not found." : "Processing error");
        }
    }
}
