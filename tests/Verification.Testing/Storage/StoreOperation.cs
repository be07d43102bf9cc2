using Verification.Core.Storage;

namespace Verification.Testing.Storage;

/// <summary>A call to <see cref="InMemoryObjectStore"/>, named as the method without <c>Async</c>; the path is the prefix of a list.</summary>
public sealed record StoreOperation(string Name, string Path);

/// <summary>Waits to hold the operation up, throws (a <see cref="StoreException"/>, say) to make it fail.</summary>
public delegate ValueTask StoreHook(StoreOperation operation, CancellationToken cancellationToken);
