using Verification.Core.Verifications;

namespace Verification.Core.Starting;

public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>The verification runs.</summary>
    /// <param name="Created">False when an earlier request with the same key had started it.</param>
    public sealed record Started(VerificationRecord Record, bool Created) : StartResult;

    /// <summary>The idempotency key was used with another body.</summary>
    public sealed record KeyReused : StartResult;

    /// <summary>Another request with the same key is being worked on.</summary>
    public sealed record InFlight(TimeSpan RetryAfter) : StartResult;

    /// <summary>The client's budget of paid starts is spent for today (UTC); nothing is kept of the start.</summary>
    public sealed record BudgetSpent(TimeSpan RetryAfter) : StartResult;
}
