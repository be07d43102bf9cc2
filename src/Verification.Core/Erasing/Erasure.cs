namespace Verification.Core.Erasing;

/// <summary>That a verification is erased, in its record. From the request on, the verification is gone for its client.</summary>
public sealed record Erasure(DateTimeOffset RequestedAt, DateTimeOffset? CompletedAt);
