using Verification.Core.Storage;

namespace Verification.Storage.Files;

/// <summary>
/// Objects as files under one folder that belongs to one process: the lock file in it is held until the store is disposed or the
/// process dies. Comparing and replacing is atomic by a lock in the process; against other processes by that file.
/// </summary>
/// <remarks>
/// The tag stands in the file and is drawn at random for each version, so that an object deleted and created again, or set back to
/// what it was, counts as changed. The folder has to lie on a local file system with hard links (ext4, XFS, Btrfs, APFS, NTFS). On
/// Windows an object that a reader holds open cannot be replaced; there the store is meant for development.
/// </remarks>
public sealed class FileObjectStore : IObjectStore, IDisposable
{
    private readonly string _root;
    private readonly string _temporary;
    private readonly FileStream _ownership;
    private readonly StripedLock _locks = new();

    /// <summary>Takes the folder, creating it where needed, and sweeps what a crash left half written.</summary>
    /// <exception cref="StoreException">The folder cannot be written or belongs to another process.</exception>
    public FileObjectStore(string folder)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _temporary = Path.Combine(_root, ".tmp");
        _ownership = FolderOwnership.Take(_root);
        try
        {
            Directory.CreateDirectory(_temporary);
            foreach (var leftover in Directory.EnumerateFiles(_temporary))
            {
                File.Delete(leftover);
            }
        }
        catch (Exception exception) when (StoreFailure.IsDisk(exception))
        {
            _ownership.Dispose();
            throw FolderOwnership.Unusable(_root, exception);
        }
    }

    public async Task<ObjectTag?> TryCreateAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var file = Locate(path);
        cancellationToken.ThrowIfCancellationRequested();
        if (File.Exists(file))
        {
            // Its creator may not have come to this yet, and the caller builds on what it hears.
            Attempt("create", path, () => Folders.Sync(Path.GetDirectoryName(file)!));
            return null;
        }

        var tag = TaggedFile.NewTag();
        using var written = new TemporaryFile(_temporary, path);
        await TaggedFile.WriteAsync(written, tag, content, cancellationToken);
        return written.TryTake(file) ? tag : null;
    }

    public async Task<ObjectTag?> TryReplaceAsync(
        string path, Stream content, ObjectTag expected, CancellationToken cancellationToken)
    {
        var file = Locate(path);
        var tag = TaggedFile.NewTag();
        using var written = new TemporaryFile(_temporary, path);
        await TaggedFile.WriteAsync(written, tag, content, cancellationToken);
        using (await _locks.EnterAsync(path, cancellationToken))
        {
            await using var current = await TaggedFile.OpenAsync(file, path, cancellationToken);
            if (current?.Tag != expected)
            {
                return null;
            }

            written.Take(file);
            return tag;
        }
    }

    public async Task<ObjectTag> PutAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var file = Locate(path);
        var tag = TaggedFile.NewTag();
        using var written = new TemporaryFile(_temporary, path);
        await TaggedFile.WriteAsync(written, tag, content, cancellationToken);
        using (await _locks.EnterAsync(path, cancellationToken))
        {
            written.Take(file);
            return tag;
        }
    }

    public async Task<StoredObject?> OpenAsync(string path, CancellationToken cancellationToken) =>
        await TaggedFile.OpenAsync(Locate(path), path, cancellationToken);

    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var file = Locate(path);
        using (await _locks.EnterAsync(path, cancellationToken))
        {
            if (!File.Exists(file))
            {
                return false;
            }

            Attempt("delete", path, () =>
            {
                var folder = Path.GetDirectoryName(file)!;
                File.Delete(file);
                Folders.Sync(folder);
                Folders.RemoveEmpty(folder, _root);
            });
            return true;
        }
    }

    /// <remarks>Reads the names of a folder at once and sorts them: a page costs as much as the largest folder on its way.</remarks>
    public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken)
    {
        ObjectPath.ThrowIfInvalidPrefix(prefix);
        return new FileListing(_root, prefix, after).Paths().ToAsyncEnumerable();
    }

    public void Dispose() => _ownership.Dispose();

    private string Locate(string path)
    {
        ObjectPath.ThrowIfInvalid(path);
        return Path.Combine(_root, path);
    }

    private static void Attempt(string operation, string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (StoreFailure.IsDisk(exception))
        {
            throw StoreFailure.Of(operation, path, exception);
        }
    }
}
