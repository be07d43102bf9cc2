namespace Verification.Core.Storage;

/// <summary>
/// A flat store of objects by path, on files or on Azure blobs. Paths are one or more segments of <c>A-Z a-z 0-9 . _ - =</c>, joined
/// by <c>/</c>, at most 512 characters; no segment begins or ends with a dot, and no path is the folder of another (<c>a</c> beside
/// <c>a/b</c>), which files cannot hold. A write is durable when its task completes, and readers see all of it or nothing. Content is
/// read from where the stream stands to its end, and the stream stays the caller's.
/// </summary>
/// <remarks>
/// All methods throw <see cref="StoreException"/> when the store cannot be reached or refuses, and <see cref="ArgumentException"/> for
/// what is no path (<see cref="ObjectPath"/>). A failed or cancelled write may or may not have happened; what a read of the content
/// throws comes through as it is and then nothing is written.
/// </remarks>
public interface IObjectStore
{
    /// <summary>Creates the object unless it exists; of any number of racing calls exactly one succeeds. Null: it exists.</summary>
    Task<ObjectTag?> TryCreateAsync(string path, Stream content, CancellationToken cancellationToken);

    /// <summary>Replaces the object if it still has this tag. Null: it has changed or is gone.</summary>
    Task<ObjectTag?> TryReplaceAsync(string path, Stream content, ObjectTag expected, CancellationToken cancellationToken);

    /// <summary>Creates or replaces the object.</summary>
    Task<ObjectTag> PutAsync(string path, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens the object, or null when there is none. The caller disposes it.</summary>
    Task<StoredObject?> OpenAsync(string path, CancellationToken cancellationToken);

    /// <summary>Deletes the object. False when there was none.</summary>
    Task<bool> DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Paths that begin with <paramref name="prefix"/> and come after <paramref name="after"/>, in ordinal order.
    /// </summary>
    IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken);
}
