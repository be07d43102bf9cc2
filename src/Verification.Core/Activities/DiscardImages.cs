using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Timeline;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Deletes the staged images.</summary>
public sealed class DiscardImages(ImageStore images, TimelineStore timeline, ILogger<DiscardImages> logger)
    : Activity<VerificationInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<VerificationInput, ActivityResult<Nothing>> Ref = new(nameof(DiscardImages));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(VerificationInput input, CancellationToken cancellationToken)
    {
        await images.DiscardAsync(input.Id, cancellationToken);
        await timeline.AppendAsync(input.Id, Actor.System, "images.discarded", "1", cancellationToken);
        return Nothing.Value;
    }
}
