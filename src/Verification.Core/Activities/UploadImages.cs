using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Sends the submitted images that this attempt has not sent yet, and collects what the provider's quality checks say.</summary>
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
        var refused = new Dictionary<ImageKind, Code>();
        foreach (var image in staging.Images.Values.Where(image => submitted.Of(image.Kind) > sent.Of(image.Kind)).OrderBy(image => image.Kind))
        {
            var upload = new ImageUpload(image.Kind, image.Format, image.Length, token => OpenAsync(id, image, token));
            var verdict = await provider.UploadImageAsync(session, upload, cancellationToken);
            if (verdict.Refusal is { } refusal)
            {
                verdict.Retake.ToList().ForEach(kind => refused.TryAdd(kind, refusal));
                break;
            }
        }

        var code = refused.Count == 0 ? "images.uploaded" : "images.refused";
        await timeline.AppendAsync(id, Actor.System, code, $"{attempt}.{submitted.ToCode()}", cancellationToken);
        return new UploadedImages([.. refused.Select(entry => new AwaitedInput(entry.Key, entry.Value))]);
    }

    private async Task<Stream> OpenAsync(VerificationId id, StagedImage image, CancellationToken cancellationToken) =>
        await images.OpenAsync(id, image, cancellationToken) ?? throw new InvalidDataException($"A staged image of {id} is missing.");
}
