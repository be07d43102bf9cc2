using Verification.Core.Storage;
using Verification.Storage.Secrets;

namespace Verification.Storage.Tests.Secrets;

public sealed class MasterKeyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "data", "master.key");

    [Fact]
    public void ReadOrCreate_NoFile_MakesAKeyForItsOwnerOnlyAndKeepsIt()
    {
        var key = MasterKeyFile.ReadOrCreate(Path);

        Assert.Equal(32, key.Length);
        Assert.NotEqual(new byte[32], key);
        Assert.Equal(key, MasterKeyFile.ReadOrCreate(Path));
        Assert.Equal([Path], Directory.EnumerateFileSystemEntries(System.IO.Path.GetDirectoryName(Path)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public async Task ReadOrCreate_Race_AllUseOneKey()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => MasterKeyFile.ReadOrCreate(Path))));

        Assert.Single(keys.Select(Convert.ToHexString).Distinct());
    }

    [Fact]
    public void ReadOrCreate_OpenToOthers_IsRefused()
    {
        MasterKeyFile.ReadOrCreate(Path);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        var exception = Assert.Throws<StoreException>(() => MasterKeyFile.ReadOrCreate(Path));
        Assert.Equal($"The master key file {Path} is open to other users: chmod 600 it.", exception.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("c2hvcnQ=")]
    public void ReadOrCreate_NoKeyInIt_IsRefusedAndLeftAsItIs(string content)
    {
        MasterKeyFile.ReadOrCreate(Path);
        File.WriteAllText(Path, content);

        var exception = Assert.Throws<StoreException>(() => MasterKeyFile.ReadOrCreate(Path));

        Assert.Equal($"The master key file {Path} must hold 32 bytes in Base64.", exception.Message);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Fact]
    public void ReadOrCreate_FolderThatCannotBe_SaysSoInOneSentence()
    {
        var file = System.IO.Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var path = System.IO.Path.Combine(file, "master.key");

        var exception = Assert.Throws<StoreException>(() => MasterKeyFile.ReadOrCreate(path));

        Assert.StartsWith($"The master key file {path} cannot be used: ", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
