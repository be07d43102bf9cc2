using Verification.Core.Verifications;

namespace Verification.Core.Storage;

/// <summary>
/// The store of personal objects. Each verification has a key of its own in <c>keys/{id}</c>, made at its first write; destroying it
/// makes all that was sealed with it unreadable, at once and for ever, wherever copies may lie.
/// </summary>
/// <remarks>
/// Throws <see cref="StoreException"/> like <see cref="IObjectStore"/>, and <see cref="ErasedException"/> once the key is destroyed.
/// </remarks>
public interface ISealedStore
{
    Task PutAsync(VerificationId id, string path, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens the object for reading, or null when there is none. Reading throws <see cref="InvalidDataException"/> where the
    /// object was altered or cut.</summary>
    Task<Stream?> OpenAsync(VerificationId id, string path, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string path, CancellationToken cancellationToken);

    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Destroys the key. Repeating it is harmless.</summary>
    Task DestroyKeyAsync(VerificationId id, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the key of what never came to be a verification, and leaves no mark of it. What is still sealed by it is lost as well, and
    /// whoever is just writing is refused with <see cref="ErasedException"/>.
    /// </summary>
    Task DeleteKeyAsync(VerificationId id, CancellationToken cancellationToken);
}
