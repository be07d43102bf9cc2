using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Core.Providers;

/// <summary>One image on its way to a provider.</summary>
/// <param name="OpenAsync">Opens the image's bytes from the start; may be called again for a retry.</param>
public sealed record ImageUpload(
    ImageKind Kind,
    ImageFormat Format,
    long Length,
    Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>What the provider's quality checks say about an image. Null code: it is good.</summary>
/// <param name="Refusal">For example <c>front.glare</c>.</param>
/// <param name="Retake">Kinds that must be sent again when refused; for some providers more than the one refused.</param>
public sealed record ImageVerdict(Code? Refusal, IReadOnlyList<ImageKind> Retake)
{
    public static ImageVerdict Good { get; } = new(null, []);

    /// <param name="word">What is wrong with it, such as <c>glare</c>.</param>
    /// <param name="retake">Kinds that must be sent again.</param>
    public static ImageVerdict Refuse(ImageKind kind, string word, IReadOnlyList<ImageKind> retake) =>
        new($"{kind.ToString().ToLowerInvariant()}.{word}", retake);

    /// <summary>Kinds that the provider, having seen this image, does not want; for example the back of a document with one side.</summary>
    public IReadOnlyList<ImageKind> NotNeeded { get; init; } = [];
}
