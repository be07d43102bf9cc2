using Azure.Storage.Blobs;
using Verification.Core.Storage;
using Verification.Storage.Blobs;

namespace Verification.Storage.Tests.Blobs;

public sealed class BlobObjectStoreTests(AzuriteFixture azurite) : ObjectStoreContract, IAsyncLifetime
{
    private readonly BlobContainerClient _container = azurite.NewContainer();
    private readonly LosingPolicy _losing = new();

    protected override IObjectStore Store => new BlobObjectStore(_container);

    /// <summary>Azurite takes some milliseconds for what files do in a tenth.</summary>
    protected override int RacingPairs => 200;

    public async ValueTask InitializeAsync() => await new BlobObjectStore(_container).CreateContainerAsync(Cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task CreateContainer_Twice_IsHarmless()
    {
        await Store.PutAsync("a", Text("one"), Cancellation);

        await new BlobObjectStore(_container).CreateContainerAsync(Cancellation);

        Assert.Equal("one", (await ReadAsync("a"))?.Text);
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(4 * 1024 * 1024)]
    [InlineData((4 * 1024 * 1024) + 1)]
    [InlineData(8 * 1024 * 1024)]
    public async Task Put_SizesAroundTheBlocks_ComeBackUnchanged(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);

        await Store.PutAsync("a", new MemoryStream(content), Cancellation);

        await using var stored = await Store.OpenAsync("a", Cancellation);
        using var copy = new MemoryStream();
        await stored!.Content.CopyToAsync(copy, Cancellation);
        Assert.True(content.AsSpan().SequenceEqual(copy.ToArray()));
    }

    [Fact]
    public async Task TryCreate_LargeContentsRace_ExactlyOneWinsAndNothingIsMixed()
    {
        for (var round = 0; round < 5; round++)
        {
            var contents = Enumerable.Range(0, 3).Select(n => new string((char)('a' + n), 9_000_000)).ToArray();
            var path = $"race/{round}";

            var tags = await Task.WhenAll(contents.Select(
                content => Task.Run(() => Store.TryCreateAsync(path, Text(content), Cancellation), Cancellation)));

            var winner = Assert.Single(tags, tag => tag is not null);
            Assert.True((contents[Array.IndexOf(tags, winner)], winner!.Value) == await ReadAsync(path));
        }
    }

    [Fact]
    public async Task Write_AnswerIsLostAndTheClientTriesAgain_TheWriterStillKnowsItsOwn()
    {
        var store = LosingStore();

        _losing.LoseNext(2);
        var created = await store.TryCreateAsync("a", Text("one"), Cancellation);
        Assert.Equal(("one", created!.Value), await ReadAsync("a"));

        _losing.LoseNext(1);
        var replaced = await store.TryReplaceAsync("a", Text("two"), created.Value, Cancellation);
        Assert.Equal(("two", replaced!.Value), await ReadAsync("a"));

        _losing.LoseNext(1);
        Assert.Null(await store.TryCreateAsync("a", Text("three"), Cancellation));
    }

    [Fact]
    public async Task Any_ServiceNotReachable_IsAStoreExceptionOfOneLine()
    {
        var options = BlobObjectStore.ClientOptions();
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var store = new BlobObjectStore(new BlobContainerClient(new Uri("http://127.0.0.1:1/account/container"), options));

        var created = await Assert.ThrowsAsync<StoreException>(() => store.CreateContainerAsync(Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => store.TryCreateAsync("a", Text("one"), Cancellation));
        await Assert.ThrowsAsync<StoreException>(
            () => store.PutAsync("a", new MemoryStream(new byte[100_000]), Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => store.OpenAsync("a", Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => store.DeleteAsync("a", Cancellation));
        await Assert.ThrowsAsync<StoreException>(
            async () => await store.ListAsync("", null, Cancellation).ToListAsync(Cancellation));
        Assert.StartsWith("The store could not create the container container: ", created.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', created.Message);
    }

    [Fact]
    public async Task Any_ContainerMissing_IsAStoreExceptionAndNotAnAbsentObject()
    {
        var store = new BlobObjectStore(azurite.NewContainer());

        var exception = await Assert.ThrowsAsync<StoreException>(() => store.OpenAsync("a", Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => store.TryCreateAsync("a", Text("one"), Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => store.DeleteAsync("a", Cancellation));

        Assert.Equal("The store could not open a: 404 ContainerNotFound", exception.Message);
    }

    private BlobObjectStore LosingStore()
    {
        var options = BlobObjectStore.ClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(_losing, Azure.Core.HttpPipelinePosition.PerRetry);
        return new BlobObjectStore(new BlobContainerClient(azurite.ConnectionString, _container.Name, options));
    }
}
