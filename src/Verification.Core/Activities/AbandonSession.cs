using Microsoft.Extensions.Logging;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Leaves the session of an abandoned attempt to an instance of its own, which deletes it however long that takes. Where the next
/// provider can go on in the same session, it is handed over first and only what the attempt added is deleted.
/// </summary>
public sealed class AbandonSession(
    VerificationStore verifications,
    SessionStore sessions,
    TimelineStore timeline,
    ProviderCatalog catalog,
    IWorkflowClient workflows,
    TimeProvider time,
    ILogger<AbandonSession> logger)
    : Activity<AttemptInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<AttemptInput, ActivityResult<Nothing>> Ref = new(nameof(AbandonSession));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(AttemptInput input, CancellationToken cancellationToken)
    {
        await timeline.AppendAsync(input.Id, Actor.System, "attempt.abandoned", $"{input.Attempt}", cancellationToken);
        if (await verifications.FindAsync(input.Id, cancellationToken) is { } record)
        {
            await HandOverAsync(record, input.Attempt, cancellationToken);
        }

        await workflows.StartAsync(
            CloseWorkflow.WorkflowName, CloseWorkflow.InstanceId(input.Id, input.Attempt), cancellationToken);
        return Nothing.Value;
    }

    private async Task HandOverAsync(VerificationRecord record, int attempt, CancellationToken cancellationToken)
    {
        var former = catalog.Get(record.ProviderOf(attempt)).Descriptor;
        var next = catalog.Get(record.ProviderOf(attempt + 1)).Descriptor;
        if (next.SharesSessions
            && next.Family == former.Family
            && await sessions.FindAsync(record.Id, attempt, cancellationToken) is { Session.HandedOver: false, Doubtful: false } state)
        {
            await sessions.HandOverAsync(
                new SessionLink(record.Id, attempt + 1, next.Name, time.GetUtcNow()), next.Family, state, cancellationToken);
        }
    }
}
