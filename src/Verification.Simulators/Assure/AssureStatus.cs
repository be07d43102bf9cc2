namespace Verification.Simulators.Assure;

/// <summary>The states of a process.</summary>
internal enum AssureStatus
{
    Pending,
    Processing,
    Accepted,
    Rejected,
    Inconclusive,
    Canceled,
    Failed,
}

internal static class AssureStatuses
{
    public static bool IsFinal(this AssureStatus status) => status > AssureStatus.Processing;

    /// <summary>As it stands on the wire.</summary>
    public static string Word(this AssureStatus status) => status switch
    {
        AssureStatus.Pending => "pending",
        AssureStatus.Processing => "processing",
        AssureStatus.Accepted => "accepted",
        AssureStatus.Rejected => "rejected",
        AssureStatus.Inconclusive => "inconclusive",
        AssureStatus.Canceled => "canceled",
        _ => "failed",
    };
}
