namespace Verification.Simulators.Scenarios;

/// <summary>How the provider's notifications of one session behave.</summary>
public sealed record WebhookPlan
{
    /// <summary>How often each is sent; 0 is never. Copies go out at the same moment.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>From the outcome to the sending.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>True: one of the copies goes out, and is waited for, before the call that starts the verification is answered.</summary>
    public bool Early { get; init; }

    /// <summary>True: an older notification follows the last one.</summary>
    public bool Reordered { get; init; }

    /// <summary>True: notifications that claim another outcome come before and after the right one.</summary>
    public bool Contradicting { get; init; }

    /// <summary>True: a notification that claims acceptance comes from somebody who does not know the secret.</summary>
    public bool Forged { get; init; }
}
