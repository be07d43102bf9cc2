using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

/// <summary>What is awaited, in words that a person can act on.</summary>
internal static class AwaitingSentences
{
    private static readonly Dictionary<string, string> Pictures = new()
    {
        ["front"] = "the front of the document",
        ["back"] = "the back of the document",
        ["selfie"] = "the person's face",
    };

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["missing"] = "Send a picture of {0}.",
        ["glare"] = "Light is reflected in the picture of {0}: take it again away from lamps and windows, without flash.",
        ["blur"] = "The picture of {0} is blurred: hold still, let the camera focus and take it again.",
        ["tooDark"] = "The picture of {0} is too dark: take it again in better light.",
        ["tooBright"] = "The picture of {0} is too bright: take it again in softer light.",
        ["cropped"] = "A part of {0} is cut off: take the picture again with all of it in view.",
        ["tooSmall"] = "The picture of {0} is too small: move closer or use a camera of higher resolution.",
        ["noFace"] = "No face was found in the picture of {0}: take it again looking straight into the camera.",
        ["severalFaces"] = "There is more than one face in the picture of {0}: take it again with nobody else in view.",
        ["wrongDocument"] = "The picture of {0} shows another document than the one that was announced.",
        ["unreadable"] = "The picture of {0} cannot be read: lay the document flat, fill the frame and take it again.",
    };

    public static string Of(Code code)
    {
        var text = code.ToString();
        if (text == "submit.missing")
        {
            return "All images are there: submit them, or replace any that you are not content with first.";
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !Pictures.TryGetValue(text[..dot], out var picture))
        {
            return "The person has to finish the capture.";
        }

        var sentence = Reasons.GetValueOrDefault(text[(dot + 1)..], "The provider could not use the picture of {0}: take it again.");
        return sentence.Replace("{0}", picture, StringComparison.Ordinal);
    }
}
