namespace Verification.Core.Attempts;

/// <summary>The marker of a paid call: who makes it, since when, and what became of it.</summary>
public sealed record PaidAttempt(string Provider, DateTimeOffset At, AttemptFate Fate);

public enum AttemptFate
{
    /// <summary>The call may have been made; nobody repeats it before the provider was asked.</summary>
    Unknown,
    Started,

    /// <summary>It is certain that nothing was started.</summary>
    NotStarted,
}
