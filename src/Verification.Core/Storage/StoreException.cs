namespace Verification.Core.Storage;

/// <summary>The store cannot be reached, is full or refuses. The message names the operation and the path, never content.</summary>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);
