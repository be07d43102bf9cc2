using Verification.Core.Verifications;

namespace Verification.Core.Providers;

/// <summary>What a provider gets to open a session.</summary>
/// <param name="ExternalReference"><c>{id} {reference}</c>, with <c>#2</c> behind it in a second attempt: how the session is found again after a crash.</param>
/// <param name="WebhookUrl">Where the provider may notify this verification, or null when this host has no public address.</param>
/// <param name="Existing">What an earlier, interrupted try already opened.</param>
public sealed record OpenSessionRequest(
    VerificationId Id,
    string ExternalReference,
    CapturePath Capture,
    VerificationRequest Request,
    Uri? WebhookUrl,
    ProviderSession? Existing);
