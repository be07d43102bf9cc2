using Verification.Core.Storage;
using Verification.Testing.Storage;

namespace Verification.Storage.Tests;

/// <summary>The store that other tests stand on keeps the contract too.</summary>
public sealed class InMemoryObjectStoreTests : ObjectStoreContract
{
    private readonly InMemoryObjectStore _store = new();

    protected override IObjectStore Store => _store;

    [Fact]
    public async Task Before_Throws_NothingHappens()
    {
        _store.Before = (operation, _) =>
            operation == new StoreOperation("TryCreate", "a") ? throw new StoreException("down") : ValueTask.CompletedTask;

        await Assert.ThrowsAsync<StoreException>(() => Store.TryCreateAsync("a", Text("one"), Cancellation));
        Assert.Null(await ReadAsync("a"));
    }

    [Fact]
    public async Task After_Throws_TheWriteHasHappened()
    {
        _store.After = (operation, _) => operation.Name == "Put" ? throw new StoreException("no answer") : ValueTask.CompletedTask;

        await Assert.ThrowsAsync<StoreException>(() => Store.PutAsync("a", Text("one"), Cancellation));
        Assert.Equal("one", (await ReadAsync("a"))?.Text);
    }

    [Fact]
    public async Task Put_ObjectThatIsTheFolderOfAnother_IsRefused()
    {
        await Store.PutAsync("a/b", Text("one"), Cancellation);

        await Assert.ThrowsAsync<StoreException>(() => Store.PutAsync("a", Text("two"), Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => Store.PutAsync("a/b/c", Text("two"), Cancellation));
    }
}
