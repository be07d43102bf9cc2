using Verification.Core.Activities;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>
/// Erases a verification, also while it runs: stops its workflow, deletes its data and its sessions at the providers, destroys its key,
/// removes its history and writes a receipt. Its instance id is <c>erase-{id}</c>.
/// </summary>
public sealed class EraseWorkflow : IWorkflow
{
    public const string WorkflowName = "Erase";
    private const string Prefix = "erase-";

    /// <summary>How long a running workflow may take to notice before it is ended from outside.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>No activity runs longer than this on any engine, so after it nothing of an ended workflow writes any more.</summary>
    private static readonly TimeSpan ActivityLimit = TimeSpan.FromMinutes(10);

    /// <summary>The key is needed to name the sessions, so it waits for the providers, but not for ever.</summary>
    private static readonly TimeSpan CloseFor = TimeSpan.FromDays(7);

    public string Name => WorkflowName;

    public static string InstanceId(VerificationId id) => Prefix + id;

    public async Task RunAsync(WorkflowContext context)
    {
        var input = new VerificationInput(VerificationId.Parse(context.InstanceId[Prefix.Length..]));
        var signals = new SignalInbox(context);
        var steps = new Steps(context, signals);
        var begun = await steps.InsistAsync(BeginErasure.Ref, input);
        await StopAsync(context, signals, steps, input);
        await steps.InsistAsync(DeletePersonalData.Ref, input);
        for (var attempt = 1; attempt <= begun.Value?.Attempts; attempt++)
        {
            await steps.RetryAsync(CloseSession.Ref, new CloseSessionInput(input.Id, attempt), context.Now + CloseFor, () => false);
        }

        await steps.InsistAsync(DestroyKey.Ref, input);
        await steps.InsistAsync(CompleteErasure.Ref, input);
    }

    private static async Task StopAsync(WorkflowContext context, SignalInbox signals, Steps steps, VerificationInput input)
    {
        var grace = context.Now + Grace;
        for (var round = 0; ; round++)
        {
            var stopped = await steps.InsistAsync(CheckStopped.Ref, new CheckStoppedInput(input.Id, Terminate: context.Now >= grace));
            if (stopped.Value is not { State: StopState.Running } and not { State: StopState.Terminated })
            {
                return;
            }

            var terminated = stopped.Value.State == StopState.Terminated;
            var wait = terminated ? ActivityLimit : PollSchedule.Interval(round, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
            await signals.WaitAsync(context.Now + wait, () => false);
            if (terminated)
            {
                return;
            }
        }
    }
}
