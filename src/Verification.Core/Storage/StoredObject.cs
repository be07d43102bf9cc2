namespace Verification.Core.Storage;

/// <summary>An open object. <see cref="Content"/> reads one version even when the object is replaced or deleted meanwhile.</summary>
public sealed class StoredObject(Stream content, ObjectTag tag) : IAsyncDisposable
{
    public Stream Content { get; } = content;

    public ObjectTag Tag { get; } = tag;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
