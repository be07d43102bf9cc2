namespace Verification.Simulators.Webhooks;

/// <summary>What a notification says and who it is from.</summary>
internal enum WebhookVariant
{
    /// <summary>The truth, from the provider.</summary>
    Genuine,

    /// <summary>An older state, from the provider.</summary>
    Stale,

    /// <summary>Another outcome, from the provider.</summary>
    Contradicting,

    /// <summary>Acceptance, from somebody who does not know the secret.</summary>
    Forged,
}
