using Verification.Core.Verifications;

namespace Verification.Core.Webhooks;

/// <summary>A provider's hint that waits for its verification. It never holds the notification's body.</summary>
/// <param name="Event">Digest of the provider's event id.</param>
public sealed record InboxEntry(string Family, Code Event, VerificationId? Verification, string? SessionDigest, Code Kind, DateTimeOffset At);
