namespace Verification.Storage.Sealing;

/// <summary>What lies in <c>keys/{id}</c>: the wrapped key, or when it was destroyed.</summary>
internal sealed record StoredKey(byte[]? Wrapped, DateTimeOffset? DestroyedAt);
