using Microsoft.Extensions.Logging;
using Verification.Core.Timeline;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Says that a changed decision came to nothing: its result could not be read, and the outcome before it stands.</summary>
public sealed class KeepOutcome(TimelineStore timeline, ILogger<KeepOutcome> logger) : Activity<StoreResultInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<StoreResultInput, ActivityResult<Nothing>> Ref = new(nameof(KeepOutcome));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(StoreResultInput input, CancellationToken cancellationToken)
    {
        await timeline.AppendAsync(input.Id, Actor.System, "result.unread", $"{input.Revision}", cancellationToken);
        return Nothing.Value;
    }
}
