using System.Runtime.CompilerServices;
using Verification.Core.Storage;

namespace Verification.Testing.Storage;

/// <summary>
/// The object store of the tests: passes the same contract test as files and blobs, and holds operations up or lets them fail
/// through its two hooks. Writes that fail in <see cref="After"/> have happened, as when a process dies before it hears the answer.
/// </summary>
public sealed class InMemoryObjectStore : IObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedList<string, Version> _objects = new(StringComparer.Ordinal);
    private long _lastVersion;

    /// <summary>Called before each operation.</summary>
    public StoreHook? Before { get; set; }

    /// <summary>Called after each operation has happened and before its caller hears of it.</summary>
    public StoreHook? After { get; set; }

    /// <summary>All paths now, in ordinal order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_lock)
            {
                return [.. _objects.Keys];
            }
        }
    }

    public Task<ObjectTag?> TryCreateAsync(string path, Stream content, CancellationToken cancellationToken) =>
        WriteAsync("TryCreate", path, content, current => current is null, cancellationToken);

    public Task<ObjectTag?> TryReplaceAsync(string path, Stream content, ObjectTag expected, CancellationToken cancellationToken) =>
        WriteAsync("TryReplace", path, content, current => current?.Tag == expected, cancellationToken);

    public async Task<ObjectTag> PutAsync(string path, Stream content, CancellationToken cancellationToken) =>
        (await WriteAsync("Put", path, content, _ => true, cancellationToken))!.Value;

    public Task<StoredObject?> OpenAsync(string path, CancellationToken cancellationToken) =>
        RunAsync(
            new StoreOperation("Open", path),
            () => _objects.GetValueOrDefault(path) is { } version
                ? new StoredObject(new MemoryStream(version.Content, writable: false), version.Tag)
                : null,
            cancellationToken);

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) =>
        RunAsync(new StoreOperation("Delete", path), () => _objects.Remove(path), cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectPath.ThrowIfInvalidPrefix(prefix);
        var operation = new StoreOperation("List", prefix);
        await CallAsync(Before, operation, cancellationToken);
        var paths = Paths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(path, after) > 0);
        await CallAsync(After, operation, cancellationToken);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return path;
        }
    }

    private async Task<ObjectTag?> WriteAsync(
        string name, string path, Stream content, Predicate<Version?> condition, CancellationToken cancellationToken)
    {
        ObjectPath.ThrowIfInvalid(path);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        return await RunAsync<ObjectTag?>(
            new StoreOperation(name, path),
            () =>
            {
                if (!condition(_objects.GetValueOrDefault(path)))
                {
                    return null;
                }

                ThrowIfFolderAndObjectMeet(path);
                var version = new Version(new ObjectTag($"{++_lastVersion:x}"), copy.ToArray());
                _objects[path] = version;
                return version.Tag;
            },
            cancellationToken);
    }

    private async Task<T> RunAsync<T>(StoreOperation operation, Func<T> action, CancellationToken cancellationToken)
    {
        ObjectPath.ThrowIfInvalid(operation.Path);
        await CallAsync(Before, operation, cancellationToken);
        T result;
        lock (_lock)
        {
            result = action();
        }

        await CallAsync(After, operation, cancellationToken);
        return result;
    }

    private static ValueTask CallAsync(StoreHook? hook, StoreOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return hook?.Invoke(operation, cancellationToken) ?? ValueTask.CompletedTask;
    }

    private void ThrowIfFolderAndObjectMeet(string path)
    {
        var folder = path + "/";
        if (_objects.Keys.Any(other =>
            other.StartsWith(folder, StringComparison.Ordinal) || path.StartsWith(other + "/", StringComparison.Ordinal)))
        {
            throw new StoreException($"The object {path} cannot be written: another object is its folder or lies under it.");
        }
    }

    private sealed record Version(ObjectTag Tag, byte[] Content);
}
