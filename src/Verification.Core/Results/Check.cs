namespace Verification.Core.Results;

public enum CheckOutcome
{
    Passed,
    Failed,
    NotDone,
}

/// <summary>One check of the provider, by the provider's name for it.</summary>
/// <param name="Detail">The provider's own words; dropped unless the full result is kept.</param>
public sealed record Check(string Name, CheckOutcome Outcome, string? Detail = null);
