using Verification.Core.Storage;
using Verification.Storage.Files;

namespace Verification.Storage.Tests.Files;

public sealed class FileObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private FileObjectStore _store;

    public FileObjectStoreTests() => _store = new FileObjectStore(_folder.Path);

    protected override IObjectStore Store => _store;

    private string Leftovers => Path.Combine(_folder.Path, ".tmp");

    [Fact]
    public async Task Write_EveryOutcome_LeavesNoTemporaryFile()
    {
        var tag = await Store.PutAsync("a", Text("one"), Cancellation);
        await Store.TryCreateAsync("a", Text("two"), Cancellation);
        await Store.TryReplaceAsync("a", Text("two"), new ObjectTag("stale"), Cancellation);
        await Store.TryReplaceAsync("a", Text("two"), tag, Cancellation);
        await Assert.ThrowsAsync<StoreException>(() => Store.PutAsync("a/b", Text("three"), Cancellation));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Leftovers));
    }

    [Fact]
    public async Task Write_ObjectWhoseFolderIsAnObject_IsRefusedInOneSentence()
    {
        await Store.PutAsync("a/b", Text("one"), Cancellation);

        var under = await Assert.ThrowsAsync<StoreException>(() => Store.TryCreateAsync("a/b/c", Text("two"), Cancellation));
        var over = await Assert.ThrowsAsync<StoreException>(() => Store.TryCreateAsync("a", Text("two"), Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => Store.PutAsync("a", Text("two"), Cancellation));

        Assert.StartsWith("The store could not write a/b/c: ", under.Message, StringComparison.Ordinal);
        Assert.Equal("The store could not write a: other objects lie under it.", over.Message);
        Assert.Equal(["a/b"], await ListAsync(""));
    }

    [Fact]
    public async Task Write_CreatesAndDeletesInOneFolderRace_NoneIsLost()
    {
        await Parallel.ForAsync(0, 400, Cancellation, async (n, cancellation) =>
        {
            var path = $"shared/folder/{n}";
            Assert.NotNull(await Store.TryCreateAsync(path, Text("one"), cancellation));
            Assert.Equal("one", (await ReadAsync(path))?.Text);
            await Store.PutAsync(path, Text("two"), cancellation);
            Assert.True(await Store.DeleteAsync(path, cancellation));
        });

        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task Write_File_IsReadableByItsOwnerOnly()
    {
        await Store.PutAsync("a", Text("one"), Cancellation);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Path, "a")));
        }
    }

    [Fact]
    public async Task Delete_LastObjectOfAFolder_TakesEmptyFoldersWithIt()
    {
        await Store.PutAsync("a/b/c/d", Text("one"), Cancellation);
        await Store.PutAsync("a/x", Text("one"), Cancellation);

        await Store.DeleteAsync("a/b/c/d", Cancellation);

        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "a", "b")));
        Assert.Equal(["a/x"], await ListAsync(""));
    }

    [Fact]
    public async Task Open_FileThatTheStoreDidNotWrite_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "foreign"), "short", Cancellation);

        await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync("foreign", Cancellation));
    }

    [Fact]
    public async Task Open_AfterRestart_FindsObjectsAndTags()
    {
        var tag = await Store.PutAsync("a/b", Text("one"), Cancellation);

        Restart();

        Assert.Equal(("one", tag), await ReadAsync("a/b"));
        Assert.NotNull(await Store.TryReplaceAsync("a/b", Text("two"), tag, Cancellation));
    }

    [Fact]
    public async Task Start_LeftoversOfACrash_AreSweptAndObjectsStay()
    {
        await Store.PutAsync("a", Text("one"), Cancellation);

        // Died while writing one, and between giving another its real name and dropping the temporary one.
        await File.WriteAllTextAsync(Path.Combine(Leftovers, "half"), "0123", Cancellation);
        File.CreateSymbolicLink(Path.Combine(Leftovers, "linked"), Path.Combine(_folder.Path, "a"));

        Restart();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Leftovers));
        Assert.Equal("one", (await ReadAsync("a"))?.Text);
    }

    [Fact]
    public void Start_FolderInUse_SaysSoInOneSentence()
    {
        var exception = Assert.Throws<StoreException>(() => new FileObjectStore(_folder.Path));

        Assert.Equal($"The data folder {_folder.Path} is in use by another process.", exception.Message);
    }

    [Fact]
    public void Start_FolderThatCannotBe_SaysSoInOneSentence()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");

        var exception = Assert.Throws<StoreException>(() => new FileObjectStore(Path.Combine(file, "data")));

        Assert.StartsWith($"The data folder {Path.Combine(file, "data")} cannot be used: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private void Restart()
    {
        _store.Dispose();
        _store = new FileObjectStore(_folder.Path);
    }
}
