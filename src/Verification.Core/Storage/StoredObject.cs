namespace Verification.Core.Storage;

/// <summary>
/// An open object. <see cref="Content"/> is read once, forwards, and is of one version: when the object is replaced or deleted
/// meanwhile it goes on or throws <see cref="StoreException"/>, and never mixes two.
/// </summary>
public sealed class StoredObject(Stream content, ObjectTag tag) : IAsyncDisposable
{
    public Stream Content { get; } = content;

    public ObjectTag Tag { get; } = tag;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
