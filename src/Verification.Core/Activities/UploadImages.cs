using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Storage;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Sends the submitted images that this attempt has not sent yet, front first, and stops at the first that the provider's quality
/// checks refuse: what follows may depend on it.
/// </summary>
public sealed class UploadImages(
    VerificationStore verifications,
    ImageStore images,
    SessionStore sessions,
    TimelineStore timeline,
    ProviderCatalog catalog,
    ILogger<UploadImages> logger)
    : Activity<UploadImagesInput, UploadedImages>(Ref, logger)
{
    public static readonly ActivityRef<UploadImagesInput, ActivityResult<UploadedImages>> Ref = new(nameof(UploadImages));

    protected override async Task<ActivityResult<UploadedImages>> ExecuteAsync(UploadImagesInput input, CancellationToken cancellationToken)
    {
        var (id, attempt, submitted, sent) = input;
        var record = await verifications.GetAsync(id, cancellationToken);
        var provider = catalog.Get(record.ProviderOf(attempt));
        var session = await sessions.GetAsync(id, attempt, cancellationToken);
        var staging = await images.GetStagingAsync(id, cancellationToken);
        foreach (var image in staging.Images.Values.OrderBy(image => image.Kind))
        {
            if (submitted.Of(image.Kind) <= sent.Of(image.Kind))
            {
                continue;
            }

            var upload = new ImageUpload(image.Kind, image.Format, image.Length, token => OpenAsync(id, image, token));
            var verdict = await provider.UploadImageAsync(session, upload, cancellationToken);
            if (verdict.Refusal is { } refusal)
            {
                await timeline.AppendAsync(id, Actor.Provider, "images.refused", $"{attempt}.{submitted.ToCode()}", cancellationToken);
                return new UploadedImages(
                    verdict.Retake.Aggregate(sent, (all, kind) => all.With(kind, 0)),
                    [.. verdict.Retake.Select(kind => new AwaitedInput(kind, kind == image.Kind ? refusal : Again(kind)))]);
            }

            sent = verdict.NotNeeded.Aggregate(
                sent.With(image.Kind, image.Generation), (all, kind) => all.With(kind, submitted.Of(kind)));
        }

        await timeline.AppendAsync(id, Actor.System, "images.uploaded", $"{attempt}.{submitted.ToCode()}", cancellationToken);
        return new UploadedImages(sent, []);
    }

    /// <summary>Of an image that is good, but has to come with the refused one.</summary>
    private static Code Again(ImageKind kind) => $"{kind.ToString().ToLowerInvariant()}.again";

    /// <remarks>Where it is gone, a newer one has just taken its place; the next run finds that one.</remarks>
    private async Task<Stream> OpenAsync(VerificationId id, StagedImage image, CancellationToken cancellationToken) =>
        await images.OpenAsync(id, image, cancellationToken) ?? throw new StoreException($"A staged image of {id} is not there any more.");
}
