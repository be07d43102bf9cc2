using Verification.Api.Bodies;
using Verification.Core.Images;

namespace Verification.Api.Images;

/// <summary>Images as data URLs by kind: <c>{front, back, selfie}</c>.</summary>
internal static class ImageFields
{
    /// <param name="fields">Members of <paramref name="body"/>, whose bytes the images stay in.</param>
    public static List<ImageSource> Read(JsonFields fields, JsonBody body)
    {
        var images = new List<ImageSource>();
        foreach (var kind in Enum.GetValues<ImageKind>())
        {
            var name = ImageKinds.Word(kind);
            if (fields.Take(name) is not { } value)
            {
                continue;
            }

            if (DataUrl.Read(value, body.Bytes) is { } url)
            {
                images.Add(url.ToImage(kind));
            }
            else
            {
                fields.Refuse(name, "Must be a data URL that begins with data:image/jpeg;base64, or data:image/png;base64,.");
            }
        }

        fields.RefuseOthers();
        return images;
    }
}
