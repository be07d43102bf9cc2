namespace Verification.Conformance.Tests.Cases;

/// <summary>How a verification ends, as the API says it.</summary>
internal sealed record Ending(string Status, string? Decision = null)
{
    public static readonly Ending Accepted = new("completed", "accepted");
    public static readonly Ending Rejected = new("completed", "rejected");
    public static readonly Ending Inconclusive = new("completed", "inconclusive");
    public static readonly Ending Failed = new("failed");
    public static readonly Ending Canceled = new("canceled");
    public static readonly Ending Expired = new("expired");

    /// <summary>Nothing is left but a receipt.</summary>
    public static readonly Ending Erased = new("erased");

    public override string ToString() => Decision is null ? Status : $"{Status} {Decision}";
}
