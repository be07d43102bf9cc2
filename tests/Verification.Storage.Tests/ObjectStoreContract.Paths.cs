using Verification.Core.Storage;

namespace Verification.Storage.Tests;

/// <summary>Which paths there are, and how they are listed.</summary>
public abstract partial class ObjectStoreContract
{
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
}
