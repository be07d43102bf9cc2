using System.Text;
using Verification.Core.Storage;

namespace Verification.Storage.Tests;

/// <summary>What every <see cref="IObjectStore"/> does. Each test gets an empty store.</summary>
public abstract class ObjectStoreContract
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

    [Fact]
    public async Task List_Prefix_IsOrdinalAndCutsSegmentsAnywhere()
    {
        string[] paths = ["a-b/x", "a.b/x", "a/B", "a/a", "a/a-1", "a/a.1", "a/a=1", "a/aa/1", "a/aa/10", "a/aa/2", "a/b/c/d", "a0", "b/a"];
        foreach (var path in paths.Reverse())
        {
            await Store.PutAsync(path, Text(path), Cancellation);
        }

        Assert.Equal(paths, paths.Order(StringComparer.Ordinal));
        Assert.Equal(paths, await ListAsync(""));
        Assert.Equal(paths[2..11], await ListAsync("a/"));
        Assert.Equal(["a/a", "a/a-1", "a/a.1", "a/a=1", "a/aa/1", "a/aa/10", "a/aa/2"], await ListAsync("a/a"));
        Assert.Equal(["a.b/x"], await ListAsync("a."));
        Assert.Equal(["a/aa/1", "a/aa/10"], await ListAsync("a/aa/1"));
        Assert.Equal(["a/b/c/d"], await ListAsync("a/b/c"));
        Assert.Empty(await ListAsync("a/b/d"));
        Assert.Empty(await ListAsync("c/d/"));
    }

    [Theory]
    [InlineData("", "a/x", "a/y,b/x/1,b/x/2,c")]
    [InlineData("", "b/x", "b/x/1,b/x/2,c")]
    [InlineData("", "b/x/1", "b/x/2,c")]
    [InlineData("b/", "a", "b/x/1,b/x/2")]
    [InlineData("b/", "b/x/2", "")]
    [InlineData("b/", "b/x/1.5", "b/x/2")]
    [InlineData("b/", "c", "")]
    public async Task List_After_GoesOnBehindThatPath(string prefix, string after, string expected)
    {
        foreach (var path in (string[])["a/x", "a/y", "b/x/1", "b/x/2", "c"])
        {
            await Store.PutAsync(path, Text(""), Cancellation);
        }

        Assert.Equal(expected, string.Join(',', await ListAsync(prefix, after)));
    }

    [Fact]
    public async Task List_ObjectsComeAndGoMeanwhile_KeepsOrderAndListsTheLastingOnes()
    {
        for (var n = 0; n < 40; n++)
        {
            await Store.PutAsync($"lasting/{n:d2}/x", Text(""), Cancellation);
            await Store.PutAsync($"lasting/{n:d2}/y", Text(""), Cancellation);
        }

        var listed = new List<string>();
        await foreach (var path in Store.ListAsync("lasting/", null, Cancellation))
        {
            listed.Add(path);
            await Store.DeleteAsync(path.Replace("/x", "/y"), Cancellation);
            await Store.PutAsync("lasting/00/a", Text(""), Cancellation);
        }

        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
        Assert.Equal(40, listed.Count(path => path.EndsWith("/x", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData(".tmp/a")]
    [InlineData("a./b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("a%2Fb")]
    [InlineData("a\0b")]
    [InlineData("ä")]
    public async Task Path_BreaksTheRule_IsRefusedByEveryMethod(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TryCreateAsync(path, Text("one"), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TryReplaceAsync(path, Text("one"), new ObjectTag("1"), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(path, Text("one"), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(path, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(path, Cancellation));
        Assert.Empty(await ListAsync(""));
    }

    [Theory]
    [InlineData("../")]
    [InlineData("/")]
    [InlineData("a//")]
    [InlineData("a/../b")]
    [InlineData("a\\")]
    public async Task Prefix_NoPathBeginsSo_IsRefused(string prefix) =>
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(prefix));

    [Fact]
    public async Task Path_LongestAllowed_Works()
    {
        var path = string.Join('/', new string('a', 255), new string('b', 255), "c");
        Assert.Equal(513, path.Length);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(path, Text("one"), Cancellation));

        path = string.Join('/', new string('a', 255), new string('b', 254), "c");
        await Store.PutAsync(path, Text("one"), Cancellation);

        Assert.Equal([path], await ListAsync(""));
        Assert.Equal("one", (await ReadAsync(path))?.Text);
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
