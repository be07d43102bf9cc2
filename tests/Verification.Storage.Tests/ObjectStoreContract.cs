using System.Text;
using Verification.Core.Storage;

namespace Verification.Storage.Tests;

/// <summary>What every <see cref="IObjectStore"/> does. Each test gets an empty store.</summary>
public abstract partial class ObjectStoreContract
{
    protected abstract IObjectStore Store { get; }

    /// <summary>How many pairs of writers race for one path each.</summary>
    protected virtual int RacingPairs => 3_000;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryCreate_NewPath_StoresContent()
    {
        var tag = await Store.TryCreateAsync("a/b", Text("one"), Cancellation);

        Assert.NotNull(tag);
        Assert.Equal(("one", tag.Value), await ReadAsync("a/b"));
    }

    [Fact]
    public async Task TryCreate_ExistingPath_ReturnsNullAndKeepsContent()
    {
        await Store.TryCreateAsync("a/b", Text("one"), Cancellation);

        Assert.Null(await Store.TryCreateAsync("a/b", Text("two"), Cancellation));
        Assert.Equal("one", (await ReadAsync("a/b"))?.Text);
    }

    [Fact]
    public async Task TryCreate_AfterDelete_StoresContent()
    {
        await Store.TryCreateAsync("a/b", Text("one"), Cancellation);
        await Store.DeleteAsync("a/b", Cancellation);

        Assert.NotNull(await Store.TryCreateAsync("a/b", Text("two"), Cancellation));
        Assert.Equal("two", (await ReadAsync("a/b"))?.Text);
    }

    [Fact]
    public async Task TryCreate_RacingPairs_ExactlyOneWinsAndItsContentStays()
    {
        await Parallel.ForAsync(0, RacingPairs, Cancellation, async (pair, cancellation) =>
        {
            var path = $"race/{pair % 7}/{pair}";
            var tags = await Task.WhenAll(
                Task.Run(() => Store.TryCreateAsync(path, Text("left"), cancellation), cancellation),
                Task.Run(() => Store.TryCreateAsync(path, Text("right"), cancellation), cancellation));

            var winner = Assert.Single(tags, tag => tag is not null);
            Assert.Equal((tags[0] is null ? "right" : "left", winner!.Value), await ReadAsync(path));
        });
    }

    [Fact]
    public async Task TryReplace_CurrentTag_ReplacesAndChangesTag()
    {
        var first = await Store.PutAsync("a", Text("one"), Cancellation);

        var second = await Store.TryReplaceAsync("a", Text("two"), first, Cancellation);

        Assert.NotNull(second);
        Assert.NotEqual(first, second.Value);
        Assert.Equal(("two", second.Value), await ReadAsync("a"));
    }

    [Fact]
    public async Task TryReplace_OldTag_ReturnsNullAndKeepsContent()
    {
        var first = await Store.PutAsync("a", Text("one"), Cancellation);
        await Store.PutAsync("a", Text("two"), Cancellation);

        Assert.Null(await Store.TryReplaceAsync("a", Text("three"), first, Cancellation));
        Assert.Equal("two", (await ReadAsync("a"))?.Text);
    }

    [Fact]
    public async Task TryReplace_SameContentWrittenAgain_OldTagIsStale()
    {
        var first = await Store.PutAsync("a", Text("one"), Cancellation);
        await Store.PutAsync("a", Text("two"), Cancellation);
        await Store.PutAsync("a", Text("one"), Cancellation);

        Assert.Null(await Store.TryReplaceAsync("a", Text("three"), first, Cancellation));
    }

    [Fact]
    public async Task TryReplace_DeletedAndCreatedAgain_OldTagIsStale()
    {
        var first = await Store.PutAsync("a", Text("one"), Cancellation);
        await Store.DeleteAsync("a", Cancellation);

        Assert.Null(await Store.TryReplaceAsync("a", Text("two"), first, Cancellation));
        Assert.Null(await ReadAsync("a"));

        await Store.TryCreateAsync("a", Text("one"), Cancellation);
        Assert.Null(await Store.TryReplaceAsync("a", Text("two"), first, Cancellation));
    }

    [Fact]
    public async Task TryReplace_RacingIncrements_LoseNone()
    {
        const int Writers = 8;
        const int Increments = 25;
        await Store.PutAsync("counter", Text("0"), Cancellation);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                for (var done = 0; done < Increments;)
                {
                    var (text, tag) = (await ReadAsync("counter"))!.Value;
                    var next = Text($"{int.Parse(text) + 1}");
                    done += await Store.TryReplaceAsync("counter", next, tag, Cancellation) is null ? 0 : 1;
                }
            },
            Cancellation)));

        Assert.Equal($"{Writers * Increments}", (await ReadAsync("counter"))?.Text);
    }

    [Fact]
    public async Task TryReplace_RacingDelete_NeverBringsTheObjectBack()
    {
        await Parallel.ForAsync(0, RacingPairs / 10, Cancellation, async (pair, cancellation) =>
        {
            var path = $"race/{pair}";
            var tag = await Store.PutAsync(path, Text("one"), cancellation);
            await Task.WhenAll(
                Task.Run(() => Store.TryReplaceAsync(path, Text("two"), tag, cancellation), cancellation),
                Task.Run(() => Store.DeleteAsync(path, cancellation), cancellation));

            Assert.Null(await ReadAsync(path));
        });
    }

    [Fact]
    public async Task Put_TwiceOnOnePath_LastContentStays()
    {
        var first = await Store.PutAsync("a", Text("a longer text"), Cancellation);
        var second = await Store.PutAsync("a", Text("short"), Cancellation);

        Assert.NotEqual(first, second);
        Assert.Equal(("short", second), await ReadAsync("a"));
    }

    [Fact]
    public async Task Put_EmptyContent_IsAnObject()
    {
        var tag = await Store.PutAsync("a", Text(""), Cancellation);

        Assert.Equal(("", tag), await ReadAsync("a"));
    }

    [Fact]
    public async Task Put_LargeContentFromStreamThatGivesLittle_ComesBackUnchanged()
    {
        var content = new byte[9_000_001];
        new Random(1).NextBytes(content);

        await Store.PutAsync("large", new DribblingStream(content), Cancellation);

        await using var stored = await Store.OpenAsync("large", Cancellation);
        using var copy = new MemoryStream();
        await stored!.Content.CopyToAsync(copy, Cancellation);
        Assert.True(content.AsSpan().SequenceEqual(copy.ToArray()));
    }

    [Fact]
    public async Task Put_StreamThatWasReadAhead_StoresTheRestAndLeavesTheStreamOpen()
    {
        using var content = Text("skipped kept");
        content.Position = 8;

        await Store.PutAsync("a", content, Cancellation);

        Assert.Equal("kept", (await ReadAsync("a"))?.Text);
        Assert.True(content.CanRead);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(9_000_000)]
    public async Task Write_SourceFails_ThrowsItsExceptionAndWritesNothing(int bytesBefore)
    {
        var tag = await Store.PutAsync("old", Text("one"), Cancellation);

        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.TryCreateAsync("new", Breaking(), Cancellation));
        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.PutAsync("old", Breaking(), Cancellation));
        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.TryReplaceAsync("old", Breaking(), tag, Cancellation));

        Assert.Null(await ReadAsync("new"));
        Assert.Equal(("one", tag), await ReadAsync("old"));
        Assert.Equal(["old"], await ListAsync(""));

        Stream Breaking() => new DribblingStream(new byte[bytesBefore], new EndOfStreamException("the client went away"));
    }

    [Fact]
    public async Task Write_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.TryCreateAsync("a", Text("one"), source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("a", Text("one"), source.Token));
        Assert.Null(await ReadAsync("a"));
    }

    [Fact]
    public async Task Open_NoObject_ReturnsNull()
    {
        await Store.PutAsync("a/b", Text("one"), Cancellation);

        Assert.Null(await Store.OpenAsync("a/c", Cancellation));
        Assert.Null(await Store.OpenAsync("a", Cancellation));
        Assert.Null(await Store.OpenAsync("a/b/c", Cancellation));
    }

    [Fact]
    public async Task Open_ReplacedWhileRead_StaysOnOneVersion()
    {
        await Store.PutAsync("a", Text("one"), Cancellation);
        await using var stored = await Store.OpenAsync("a", Cancellation);

        await Store.PutAsync("a", Text("two, and longer"), Cancellation);

        Assert.Equal("one", await new StreamReader(stored!.Content).ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Open_ReadersDuringReplacements_SeeWholeVersions()
    {
        var versions = Enumerable.Range(0, 20).Select(n => new string((char)('a' + n), 50_000)).ToArray();
        await Store.PutAsync("a", Text(versions[0]), Cancellation);

        var writing = Task.Run(
            async () =>
            {
                foreach (var version in versions)
                {
                    await Store.PutAsync("a", Text(version), Cancellation);
                }
            },
            Cancellation);
        while (!writing.IsCompleted)
        {
            Assert.Contains((await ReadAsync("a"))!.Value.Text, versions);
        }

        await writing;
        Assert.Equal(versions[^1], (await ReadAsync("a"))!.Value.Text);
    }

    [Fact]
    public async Task Delete_SaysWhetherThereWasOne()
    {
        await Store.PutAsync("a/b", Text("one"), Cancellation);

        Assert.False(await Store.DeleteAsync("a", Cancellation));
        Assert.True(await Store.DeleteAsync("a/b", Cancellation));
        Assert.False(await Store.DeleteAsync("a/b", Cancellation));
        Assert.Null(await ReadAsync("a/b"));
    }

    protected static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    protected async Task<(string Text, ObjectTag Tag)?> ReadAsync(string path)
    {
        await using var stored = await Store.OpenAsync(path, Cancellation);
        return stored is null ? null : (await new StreamReader(stored.Content).ReadToEndAsync(Cancellation), stored.Tag);
    }

    protected async Task<List<string>> ListAsync(string prefix, string? after = null)
    {
        var paths = new List<string>();
        await foreach (var path in Store.ListAsync(prefix, after, Cancellation))
        {
            paths.Add(path);
        }

        return paths;
    }
}
