using Verification.Core.Verifications;

namespace Verification.Core.Orchestration;

/// <summary>How an attempt, and with the last one the verification, came to its end.</summary>
/// <param name="TryNext">A technical failure before anything was paid for: the next provider may be tried.</param>
internal sealed record Ending(
    VerificationStatus Status, Decision? Decision, IReadOnlyList<Code> Reasons, int Attempt, bool TryNext = false, bool Erased = false)
{
    public static Ending Failed(int attempt, Code reason, bool tryNext = false) =>
        new(VerificationStatus.Failed, null, [reason], attempt, tryNext);

    public static Ending Canceled(int attempt, Code reason) => new(VerificationStatus.Canceled, null, [reason], attempt);

    public static Ending Expired(int attempt, Code reason) => new(VerificationStatus.Expired, null, [reason], attempt);
}
