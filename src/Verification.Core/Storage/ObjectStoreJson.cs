using System.Text.Json;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Storage;

/// <summary>Small JSON objects over <see cref="IObjectStore"/>.</summary>
public static class ObjectStoreJson
{
    public static Task<ObjectTag?> TryCreateJsonAsync<T>(
        this IObjectStore store, string path, T value, CancellationToken cancellationToken) =>
        store.TryCreateAsync(path, Write(value), cancellationToken);

    public static Task<ObjectTag?> TryReplaceJsonAsync<T>(
        this IObjectStore store, string path, T value, ObjectTag expected, CancellationToken cancellationToken) =>
        store.TryReplaceAsync(path, Write(value), expected, cancellationToken);

    public static Task<ObjectTag> PutJsonAsync<T>(
        this IObjectStore store, string path, T value, CancellationToken cancellationToken) =>
        store.PutAsync(path, Write(value), cancellationToken);

    /// <returns>The object and its tag, or null when there is none.</returns>
    /// <exception cref="StoreException">The object is not what was written.</exception>
    public static async Task<(T Value, ObjectTag Tag)?> GetJsonAsync<T>(
        this IObjectStore store, string path, CancellationToken cancellationToken)
        where T : class
    {
        await using var stored = await store.OpenAsync(path, cancellationToken);
        return stored is null ? null : (await ReadAsync<T>(stored.Content, path, cancellationToken), stored.Tag);
    }

    public static Task PutJsonAsync<T>(
        this ISealedStore store, VerificationId id, string path, T value, CancellationToken cancellationToken) =>
        store.PutAsync(id, path, Write(value), cancellationToken);

    public static async Task<T?> GetJsonAsync<T>(
        this ISealedStore store, VerificationId id, string path, CancellationToken cancellationToken)
        where T : class
    {
        await using var content = await store.OpenAsync(id, path, cancellationToken);
        return content is null ? null : await ReadAsync<T>(content, path, cancellationToken);
    }

    /// <summary>Deletes every object whose path begins with the prefix.</summary>
    public static async Task DeleteAllAsync(this ISealedStore store, string prefix, CancellationToken cancellationToken)
    {
        await foreach (var path in store.ListAsync(prefix, cancellationToken))
        {
            await store.DeleteAsync(path, cancellationToken);
        }
    }

    private static MemoryStream Write<T>(T value) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, WorkflowJson.Options), writable: false);

    private static async Task<T> ReadAsync<T>(Stream content, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(content, WorkflowJson.Options, cancellationToken)
                ?? throw new StoreException($"The object {path} is empty.");
        }
        catch (JsonException exception)
        {
            throw new StoreException($"The object {path} cannot be read.", exception);
        }
    }
}
