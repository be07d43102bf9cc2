using Microsoft.Extensions.Options;
using Verification.Core.Verifications;

namespace Verification.Core.Images;

/// <summary>Takes images in: checked as they stream through, sealed, never decoded and never whole in memory.</summary>
public sealed class ImageStager(ImageStore images, IOptions<ImageOptions> options)
{
    /// <param name="declared">The format the sender said it is, where it said so.</param>
    /// <param name="allowed">May this kind be staged, as things stand?</param>
    /// <returns>Null when <paramref name="allowed"/> said no.</returns>
    /// <exception cref="ImageRefusedException">It is not an image that we take; nothing was stored.</exception>
    public async Task<StagedImage?> StageAsync(
        VerificationId id,
        ImageKind kind,
        Stream content,
        Func<ImageStaging, bool> allowed,
        CancellationToken cancellationToken,
        ImageFormat? declared = null)
    {
        await using var inspected = new ImageInspectionStream(content, kind, declared, options.Value);
        return await images.StageAsync(id, kind, inspected, inspected.Describe, allowed, cancellationToken);
    }
}
