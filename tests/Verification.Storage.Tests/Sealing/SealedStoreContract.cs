using System.Text;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Storage.Tests.Sealing;

/// <summary>What every <see cref="ISealedStore"/> does. Each test gets an empty store.</summary>
public abstract class SealedStoreContract
{
    protected static readonly VerificationId Id = VerificationId.Parse("ver_019b76da8000700080000000000000aa");
    protected static readonly VerificationId OtherId = VerificationId.Parse("ver_019b76da8000700080000000000000bb");

    protected abstract ISealedStore Store { get; }

    /// <summary>The store below, to move objects about behind the sealed store's back.</summary>
    protected abstract IObjectStore Objects { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_WhatWasPut_ComesBack()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);

        Assert.Equal("one", await ReadAsync(Id, "requests/1"));
    }

    [Fact]
    public async Task Put_Again_Replaces()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await Store.PutAsync(Id, "requests/1", Text("two"), Cancellation);

        Assert.Equal("two", await ReadAsync(Id, "requests/1"));
    }

    [Fact]
    public async Task Open_NoObject_ReturnsNull() =>
        Assert.Null(await Store.OpenAsync(Id, "requests/1", Cancellation));

    [Fact]
    public async Task Open_ObjectOfAnotherVerification_IsRefused()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await Store.PutAsync(OtherId, "requests/2", Text("two"), Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(OtherId, "requests/1"));
    }

    [Fact]
    public async Task Delete_SaysWhetherThereWasOne()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);

        Assert.True(await Store.DeleteAsync("requests/1", Cancellation));
        Assert.False(await Store.DeleteAsync("requests/1", Cancellation));
        Assert.Null(await Store.OpenAsync(Id, "requests/1", Cancellation));
    }

    [Fact]
    public async Task List_Prefix_GivesPathsInOrder()
    {
        foreach (var path in (string[])["images/1/selfie/1", "images/1/front/2", "images/1/front/1", "images/2/front/1"])
        {
            await Store.PutAsync(Id, path, Text("one"), Cancellation);
        }

        Assert.Equal(["images/1/front/1", "images/1/front/2", "images/1/selfie/1"], await ListAsync("images/1/"));
    }

    [Fact]
    public async Task DestroyKey_WhatWasPut_CannotBeReadAgain()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await Store.PutAsync(OtherId, "requests/2", Text("two"), Cancellation);

        await Store.DestroyKeyAsync(Id, Cancellation);

        await Assert.ThrowsAsync<ErasedException>(() => Store.OpenAsync(Id, "requests/1", Cancellation));
        Assert.Equal("two", await ReadAsync(OtherId, "requests/2"));
    }

    [Fact]
    public async Task DestroyKey_LaterPut_IsRefusedAndLeavesNothing()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await Store.DestroyKeyAsync(Id, Cancellation);

        await Assert.ThrowsAsync<ErasedException>(() => Store.PutAsync(Id, "secrets/1", Text("two"), Cancellation));
        Assert.Empty(await ListAsync("secrets/"));
    }

    [Fact]
    public async Task DestroyKey_NothingWasEverPut_LaterPutIsRefused()
    {
        await Store.DestroyKeyAsync(Id, Cancellation);

        await Assert.ThrowsAsync<ErasedException>(() => Store.PutAsync(Id, "secrets/1", Text("two"), Cancellation));
    }

    [Fact]
    public async Task DestroyKey_Twice_IsHarmless()
    {
        await Store.DestroyKeyAsync(Id, Cancellation);
        await Store.DestroyKeyAsync(Id, Cancellation);

        await Assert.ThrowsAsync<ErasedException>(() => Store.PutAsync(Id, "secrets/1", Text("two"), Cancellation));
    }

    [Fact]
    public async Task DeleteKey_WhatWasPut_CannotBeReadAgainAndALaterPutCan()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);

        await Store.DeleteKeyAsync(Id, Cancellation);
        await Store.DeleteKeyAsync(Id, Cancellation);

        Assert.Equal(["requests/1"], await Objects.ListAsync("", null, Cancellation).ToListAsync(Cancellation));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Id, "requests/1"));
        await Store.PutAsync(Id, "requests/2", Text("two"), Cancellation);
        Assert.Equal("two", await ReadAsync(Id, "requests/2"));
    }

    [Fact]
    public async Task DestroyKey_WhileAPutIsUnderWay_ThePutIsRefusedAndLeavesNothing()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        var content = new GatedStream("two");

        var putting = Store.PutAsync(Id, "secrets/1", content, Cancellation);
        await content.Reached;
        await Store.DestroyKeyAsync(Id, Cancellation);
        content.Open();

        await Assert.ThrowsAsync<ErasedException>(() => putting);
        Assert.Empty(await ListAsync("secrets/"));
    }

    protected static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    protected async Task<string> ReadAsync(VerificationId id, string path)
    {
        await using var content = await Store.OpenAsync(id, path, Cancellation);
        return await new StreamReader(content!).ReadToEndAsync(Cancellation);
    }

    protected async Task<List<string>> ListAsync(string prefix)
    {
        var paths = new List<string>();
        await foreach (var path in Store.ListAsync(prefix, Cancellation))
        {
            paths.Add(path);
        }

        return paths;
    }
}
