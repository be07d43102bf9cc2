using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <param name="Attempts">How many sessions there may be at providers.</param>
public sealed record BegunErasure(int Attempts) : IWorkflowMessage;

/// <param name="Terminate">The grace is over: end the workflow from outside.</param>
public sealed record CheckStoppedInput(VerificationId Id, bool Terminate) : IVerificationInput;

public enum StopState
{
    Running,

    /// <summary>Ended from outside: an activity of it may still be running.</summary>
    Terminated,
    Stopped,
}

public sealed record CheckedStop(StopState State) : IWorkflowMessage;
