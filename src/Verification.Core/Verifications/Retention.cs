namespace Verification.Core.Verifications;

/// <summary>How much of a result is kept: the decision alone, with claims and checks by name, or everything.</summary>
public enum KeepLevel
{
    Decision,
    Claims,
    Full,
}

/// <summary>How long a result is kept, counted from the decision, and how much of it.</summary>
public sealed record Retention(TimeSpan Result, KeepLevel Keep)
{
    public static Retention Default { get; } = new(TimeSpan.FromDays(30), KeepLevel.Claims);
}
