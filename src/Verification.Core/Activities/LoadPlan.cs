using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Verification.Core.Attempts;
using Verification.Core.Images;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Reads how a verification is to run: from the beginning or, where it ran before and its history was lost, from the attempt that it had
/// come to. One that is marked as dead is not to run again.
/// </summary>
public sealed class LoadPlan(
    VerificationStore verifications,
    ImageStore images,
    AttemptStore attempts,
    TimelineStore timeline,
    ProviderCatalog catalog,
    IOptions<VerificationOptions> options,
    ILogger<LoadPlan> logger)
    : Activity<VerificationInput, VerificationPlan>(Ref, logger)
{
    public static readonly ActivityRef<VerificationInput, ActivityResult<VerificationPlan>> Ref = new(nameof(LoadPlan));

    protected override async Task<ActivityResult<VerificationPlan>> ExecuteAsync(VerificationInput input, CancellationToken cancellationToken)
    {
        var record = await verifications.GetAsync(input.Id, cancellationToken);
        if ((await timeline.GetAsync(input.Id, cancellationToken)).Any(entry => entry.Code == Ending.WorkflowFailed))
        {
            return new Failure(FailureKind.Permanent, Ending.WorkflowFailed);
        }

        var staging = await images.GetStagingAsync(input.Id, cancellationToken);
        if (record.Providers.Any(name => catalog.Find(name) is null))
        {
            return new Failure(FailureKind.Permanent, "provider.notConfigured");
        }

        var pace = options.Value;
        var attempt = Math.Max(record.ProvidersChosen, 1);
        var paid = await attempts.FindAsync(input.Id, attempt, cancellationToken);
        return new VerificationPlan(
            record.Capture,
            record.NeededImages,
            staging.Submitted,
            record.ExpiresAt,
            [.. record.Providers.Select(name => PlanOf(catalog.Get(name).Descriptor, record.Capture))],
            new WorkflowPace(pace.Patience, pace.FallbackAfter, pace.PollFirst, pace.PollLast, pace.CloseFor, pace.MaxRetakes),
            VerificationPlan.CurrentVersion,
            attempt,
            Captured: paid is { Fate: not AttemptFate.NotStarted });
    }

    private static ProviderPlan PlanOf(ProviderDescriptor descriptor, CapturePath capture) => new(
        descriptor.Name,
        descriptor.NeedsStart.Contains(capture),
        descriptor.NeedsFinish.Contains(capture),
        descriptor.ReviewWindow,
        descriptor.ReviewedDecisions);
}
