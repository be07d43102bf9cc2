namespace Verification.Simulators.Scenarios;

/// <summary>How a verification ends; each provider says it in its own words.</summary>
public enum Outcome
{
    Accepted,
    Rejected,
    Inconclusive,
    Failed,
    Canceled,

    /// <summary>It never does.</summary>
    Never,
}
