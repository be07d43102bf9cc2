using System.Globalization;
using Verification.Core.Activities;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>
/// Deletes the session of one attempt that its verification no longer waits for. Its instance id is <c>close-{id}-{attempt}</c>.
/// </summary>
public sealed class CloseWorkflow : IWorkflow
{
    public const string WorkflowName = "Close";
    private const string Prefix = "close-";

    /// <summary>As long as a verification tries; the sweep reports what is left after that.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(7);

    public string Name => WorkflowName;

    public static string InstanceId(VerificationId id, int attempt) => $"{Prefix}{id}-{attempt.ToString(CultureInfo.InvariantCulture)}";

    public async Task RunAsync(WorkflowContext context)
    {
        var parts = context.InstanceId[Prefix.Length..].Split('-');
        var input = new CloseSessionInput(VerificationId.Parse(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), Abandoned: true);
        var steps = new Steps(context, new SignalInbox(context));
        await steps.RetryAsync(CloseSession.Ref, input, context.Now + GiveUpAfter, () => false);
    }
}
