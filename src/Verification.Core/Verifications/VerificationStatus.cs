namespace Verification.Core.Verifications;

/// <summary>Where a verification stands. <see cref="Completed"/> means that a decision was reached and its result is stored.</summary>
public enum VerificationStatus
{
    Pending,
    AwaitingInput,
    Processing,
    Completed,
    Failed,
    Canceled,
    Expired,
}

public static class VerificationStatusExtensions
{
    public static bool IsFinal(this VerificationStatus status) => status >= VerificationStatus.Completed;
}
