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
        ["noFace"] = "No face can be seen in the picture that should show {0}: look straight into the camera and take it again.",
        ["severalFaces"] = "There is more than one face in the picture that should show {0}: take it again with nobody else in view.",
        ["wrongDocument"] = "The picture of {0} shows another document than the one that was announced.",
        ["unreadable"] = "The picture of {0} cannot be read: lay the document flat, fill the frame and take it again.",
        ["again"] = "Take the picture of {0} again, too: it has to come with the one that was refused.",
        ["notRecognised"] = "The provider did not recognise {0}: take the picture again with all of it in view and nothing else.",
        ["wrongSide"] = "The picture shows the other side: take one of {0}.",
        ["notAccepted"] = "This kind of document is not accepted: use another one and take the picture of {0}.",
        ["unusable"] = "The picture of {0} cannot be used as it is: take a new one, upright, unedited and in full resolution.",
        ["tooLarge"] = "The file with the picture of {0} is too large: send a smaller one.",
        ["tooFar"] = "Move closer, so that {0} fills the frame, and take the picture again.",
        ["notCentred"] = "Bring {0} into the centre of the frame and take the picture again.",
        ["glasses"] = "Take off glasses and take the picture of {0} again.",
        ["mask"] = "Take off the mask and take the picture of {0} again.",
        ["notLive"] = "The picture of {0} does not look like one of a living person: take a new one, not of a photo or a screen.",
        ["poorConditions"] = "The conditions for the picture of {0} were poor: try in another place.",
    };

    /// <summary>All that may be wrong with a picture.</summary>
    public static IEnumerable<string> Words => Reasons.Keys;

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
            return "The person has to finish the capture in the provider's SDK or on its page; submit when that is done.";
        }

        var sentence = Reasons.GetValueOrDefault(text[(dot + 1)..], "The provider could not use the picture of {0}: take it again.");
        return sentence.Replace("{0}", picture, StringComparison.Ordinal);
    }
}
