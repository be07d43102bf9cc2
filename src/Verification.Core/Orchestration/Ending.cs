using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>How an attempt, and with the last one the verification, came to its end.</summary>
/// <param name="TryNext">A technical failure before anything was paid for: the next provider may be tried.</param>
internal sealed record Ending(
    VerificationStatus Status, Decision? Decision, IReadOnlyList<Code> Reasons, int Attempt, bool TryNext = false, bool Erased = false)
{
    /// <summary>Nothing new is begun at a provider after the deadline.</summary>
    public static readonly Code DeadlinePassed = "deadline.passed";

    /// <summary>The workflow died; nobody knows what it would have come to.</summary>
    public static readonly Code WorkflowFailed = "workflow.failed";

    public static Ending Failed(int attempt, Code reason, bool tryNext = false) =>
        new(VerificationStatus.Failed, null, [reason], attempt, tryNext);

    /// <summary>Nothing was paid for. What was refused for good is no technical failure and is not carried to the next provider.</summary>
    /// <param name="late">The deadline has passed, so that nothing else is tried.</param>
    /// <param name="portable">False: what was shown to this provider cannot be handed to another one.</param>
    public static Ending FailedTechnically(int attempt, Failure failure, bool late, bool portable = true) =>
        failure.Code == DeadlinePassed || (late && failure.Kind == FailureKind.Transient)
            ? Expired(attempt, failure.Code)
            : Failed(attempt, failure.Code, tryNext: portable && failure.Kind == FailureKind.Transient);

    /// <summary>What the client asked for meanwhile; null when nothing.</summary>
    public static Ending? AskedFor(SignalInbox signals, int attempt) => signals switch
    {
        { EraseRequested: true } => Canceled(attempt, "erased") with { Erased = true },
        { CancelRequested: true } => Canceled(attempt, "client.canceled"),
        _ => null,
    };

    public static Ending Canceled(int attempt, Code reason) => new(VerificationStatus.Canceled, null, [reason], attempt);

    public static Ending Expired(int attempt, Code reason) => new(VerificationStatus.Expired, null, [reason], attempt);
}
