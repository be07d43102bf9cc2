using Verification.Core.Verifications;

namespace Verification.Core.Sessions;

/// <summary>From a provider's session to our verification, for webhooks that name only the session.</summary>
public sealed record SessionLink(VerificationId Verification, int Attempt, string Provider, DateTimeOffset OpenedAt);
