using Microsoft.Extensions.Logging;
using Verification.Core.Orchestration;
using Verification.Core.Timeline;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Hands the session of an abandoned attempt over to an instance of its own, which deletes it however long that takes.</summary>
public sealed class AbandonSession(TimelineStore timeline, IWorkflowClient workflows, ILogger<AbandonSession> logger)
    : Activity<AttemptInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<AttemptInput, ActivityResult<Nothing>> Ref = new(nameof(AbandonSession));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(AttemptInput input, CancellationToken cancellationToken)
    {
        await timeline.AppendAsync(input.Id, Actor.System, "attempt.abandoned", $"{input.Attempt}", cancellationToken);
        await workflows.StartAsync(
            CloseWorkflow.WorkflowName, CloseWorkflow.InstanceId(input.Id, input.Attempt), cancellationToken);
        return Nothing.Value;
    }
}
