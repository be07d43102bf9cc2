namespace Verification.Core.Storage;

/// <summary>The verification was erased: its key is destroyed and nothing of it can be written or read again.</summary>
public sealed class ErasedException(string message) : Exception(message);
