using Microsoft.Extensions.Options;
using Verification.Core.Verifications;

namespace Verification.Core.Images;

/// <summary>Takes images in: checked as they stream through, sealed, never decoded and never whole in memory.</summary>
public sealed class ImageStager(ImageStore images, IOptions<ImageOptions> options)
{
    /// <summary>Stages all of them or none: what came in of a request that breaks off is deleted again.</summary>
    /// <param name="sources">Read one after the other.</param>
    /// <param name="allowed">May this kind be staged, as things stand?</param>
    /// <returns>Null when <paramref name="allowed"/> said no to one of them.</returns>
    /// <exception cref="ImageRefusedException">One is not an image that we take.</exception>
    public async Task<IReadOnlyList<StagedImage>?> StageAsync(
        VerificationId id,
        IAsyncEnumerable<ImageSource> sources,
        Func<ImageStaging, ImageKind, bool> allowed,
        CancellationToken cancellationToken)
    {
        var received = new List<StagedImage>();
        try
        {
            await foreach (var source in sources.WithCancellation(cancellationToken))
            {
                received.Add(await ReceiveAsync(id, source, cancellationToken));
            }
        }
        catch
        {
            await images.DropAsync(received);
            throw;
        }

        return await images.StageAsync(id, received, allowed);
    }

    private async Task<StagedImage> ReceiveAsync(VerificationId id, ImageSource source, CancellationToken cancellationToken)
    {
        await using var content = source.Open();
        await using var inspected = new ImageInspectionStream(content, source.Kind, source.Declared, options.Value);
        return await images.ReceiveAsync(id, source.Kind, inspected, inspected.Describe, cancellationToken);
    }
}
