using System.Text;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Storage.Sealing;
using Verification.Testing;
using Verification.Testing.Storage;

namespace Verification.Storage.Tests.Sealing;

public sealed class SealedStoreTests : SealedStoreContract
{
    private readonly InMemoryObjectStore _objects = new();
    private readonly ManualTimeProvider _time = new();
    private readonly MasterKeyRing _masterKey = new(new byte[32]);
    private readonly SealedStore _store;

    public SealedStoreTests() => _store = NewStore();

    protected override ISealedStore Store => _store;

    protected override IObjectStore Objects => _objects;

    [Fact]
    public async Task Put_Content_IsNowhereInTheStoreBelow()
    {
        await Store.PutAsync(Id, "requests/1", Text("Erika Mustermann"), Cancellation);

        foreach (var path in _objects.Paths)
        {
            Assert.DoesNotContain("Mustermann", Encoding.Latin1.GetString(await RawAsync(path)));
        }
    }

    [Fact]
    public async Task Put_SameContentTwice_IsSealedDifferently()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        var first = await RawAsync("requests/1");
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);

        Assert.NotEqual(first, await RawAsync("requests/1"));
    }

    [Fact]
    public async Task Put_FirstWritesOfAVerificationRace_ShareOneKey()
    {
        for (var round = 0; round < 50; round++)
        {
            var id = VerificationId.New(_time);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(
                () => NewStore().PutAsync(id, $"requests/{id}-{n}", Text($"{n}"), Cancellation), Cancellation)));

            for (var n = 0; n < 8; n++)
            {
                Assert.Equal($"{n}", await ReadAsync(id, $"requests/{id}-{n}"));
            }
        }
    }

    [Fact]
    public async Task Put_SourceFails_ThrowsItsExceptionAndWritesNothing()
    {
        var content = new DribblingStream(new byte[200_000], new EndOfStreamException("the client went away"));

        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.PutAsync(Id, "images/1", content, Cancellation));
        Assert.Empty(await ListAsync("images/"));
    }

    [Fact]
    public async Task Open_MovedToAnotherPath_IsRefused()
    {
        await Store.PutAsync(Id, "images/front", Text("one"), Cancellation);
        await Objects.PutAsync("images/back", new MemoryStream(await RawAsync("images/front")), Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Id, "images/back"));
    }

    [Fact]
    public async Task Open_KeyOfAnotherVerification_IsRefused()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await Objects.PutAsync($"keys/{OtherId}", new MemoryStream(await RawAsync($"keys/{Id}")), Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(OtherId, "requests/1"));
    }

    [Fact]
    public async Task Open_AfterRestart_ComesBack()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);

        await using var content = await NewStore().OpenAsync(Id, "requests/1", Cancellation);

        Assert.Equal("one", await new StreamReader(content!).ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task DestroyKey_KeyIsCached_IsGoneFromTheCacheAtOnce()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await ReadAsync(Id, "requests/1");

        await Store.DestroyKeyAsync(Id, Cancellation);

        await Assert.ThrowsAsync<ErasedException>(() => ReadAsync(Id, "requests/1"));
    }

    [Fact]
    public async Task DestroyKey_WhileTheKeyIsBeingLoaded_IsNotCachedAfterwards()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        var store = NewStore();
        var loaded = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _objects.After = async (operation, _) =>
        {
            if (operation == new StoreOperation("Open", $"keys/{Id}") && loaded.TrySetResult())
            {
                await goOn.Task;
            }
        };

        var opening = store.OpenAsync(Id, "requests/1", Cancellation);
        await loaded.Task;
        await store.DestroyKeyAsync(Id, Cancellation);
        goOn.SetResult();
        await using (await opening)
        {
            // It asked before the destruction and may have its answer; whoever asks after may not.
        }

        await Assert.ThrowsAsync<ErasedException>(() => store.OpenAsync(Id, "requests/1", Cancellation));
    }

    [Fact]
    public async Task DestroyKey_InAnotherProcess_EndsReadingHereWithinTheBoundAndWritingAtOnce()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await NewStore().DestroyKeyAsync(Id, Cancellation);

        Assert.Equal("one", await ReadAsync(Id, "requests/1"));
        _time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<ErasedException>(() => ReadAsync(Id, "requests/1"));
        await Assert.ThrowsAsync<ErasedException>(() => Store.PutAsync(Id, "requests/2", Text("two"), Cancellation));
        Assert.Empty(await ListAsync("requests/2"));
    }

    [Fact]
    public async Task DestroyKey_InAnotherProcessWhileCachedHere_WriteIsUndoneAndReadingEnds()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await NewStore().DestroyKeyAsync(Id, Cancellation);

        await Assert.ThrowsAsync<ErasedException>(() => Store.PutAsync(Id, "requests/2", Text("two"), Cancellation));
        await Assert.ThrowsAsync<ErasedException>(() => ReadAsync(Id, "requests/1"));
        Assert.Equal([$"keys/{Id}", "requests/1"], _objects.Paths);
    }

    [Fact]
    public async Task DestroyKey_AnswerIsLost_TheCacheForgetsTheKeyAllTheSame()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        _objects.After = (operation, _) => operation.Name == "Put" ? throw new StoreException("no answer") : ValueTask.CompletedTask;

        await Assert.ThrowsAsync<StoreException>(() => Store.DestroyKeyAsync(Id, Cancellation));

        await Assert.ThrowsAsync<ErasedException>(() => ReadAsync(Id, "requests/1"));
    }

    [Fact]
    public async Task DestroyKey_RacingFirstPuts_NeverLeavesAnythingReadable()
    {
        for (var round = 0; round < 200; round++)
        {
            var id = VerificationId.New(_time);
            var putting = Task.Run(() => NewStore().PutAsync(id, $"requests/{id}", Text("one"), Cancellation), Cancellation);
            await Task.WhenAll(
                Task.Run(() => NewStore().DestroyKeyAsync(id, Cancellation), Cancellation),
                putting.ContinueWith(put => Assert.True(put.Exception?.InnerException is null or ErasedException), Cancellation));

            var reader = NewStore();
            if (putting.IsFaulted)
            {
                Assert.Null(await reader.OpenAsync(id, $"requests/{id}", Cancellation));
            }
            else
            {
                await Assert.ThrowsAsync<ErasedException>(() => reader.OpenAsync(id, $"requests/{id}", Cancellation));
            }
        }
    }

    /// <summary>What cannot be read has to go all the same: its bytes may still hold the key.</summary>
    [Fact]
    public async Task DestroyKey_KeyObjectIsDamaged_IsReplacedByTheMark()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);
        await _objects.PutAsync($"keys/{Id}", Text("junk"), Cancellation);

        await Store.DestroyKeyAsync(Id, Cancellation);

        await Assert.ThrowsAsync<ErasedException>(() => NewStore().OpenAsync(Id, "requests/1", Cancellation));
    }

    [Fact]
    public async Task DestroyKey_KeyObject_HoldsTheTimeAndNoKey()
    {
        await Store.PutAsync(Id, "requests/1", Text("one"), Cancellation);

        await Store.DestroyKeyAsync(Id, Cancellation);

        Assert.Equal("""{"destroyedAt":"2026-01-01T00:00:00+00:00"}""", Encoding.UTF8.GetString(await RawAsync($"keys/{Id}")));
    }

    private SealedStore NewStore() => new(_objects, _masterKey, _time);

    private async Task<byte[]> RawAsync(string path)
    {
        await using var stored = await Objects.OpenAsync(path, Cancellation);
        using var copy = new MemoryStream();
        await stored!.Content.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
