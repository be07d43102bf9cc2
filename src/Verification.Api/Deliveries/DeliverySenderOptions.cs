namespace Verification.Api.Deliveries;

/// <summary>Settings under <c>Deliveries</c>.</summary>
public sealed class DeliverySenderOptions
{
    public const string Section = "Deliveries";

    /// <summary>For development only: lets webhooks go to loopback addresses and over plain HTTP.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long an endpoint may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
