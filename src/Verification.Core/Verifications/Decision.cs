namespace Verification.Core.Verifications;

/// <summary>What the provider decided about the person. <see cref="Inconclusive"/> is final and is not a rejection.</summary>
public enum Decision
{
    Accepted,
    Rejected,
    Inconclusive,
}
