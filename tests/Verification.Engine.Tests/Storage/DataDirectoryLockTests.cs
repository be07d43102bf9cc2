using System.Diagnostics;
using Verification.Core.Storage;
using Verification.Engine.Storage;

namespace Verification.Engine.Tests.Storage;

public sealed class DataDirectoryLockTests
{
    [Fact]
    public async Task StartAsync_FolderInUse_SaysSoAndChangesNothing()
    {
        await using var first = await new TestEngine().StartAsync();
        await using var second = new TestEngine { Configure = options => options.DataDirectory = first.Directory };
        var before = Files(first.Directory);

        var exception = await Assert.ThrowsAsync<StoreException>(() => second.StartAsync());

        Assert.Equal($"The data folder {first.Directory} is in use by another process.", exception.Message);
        Assert.Equal(before, Files(first.Directory));
    }

    [Fact]
    public void Acquire_AfterDispose_Succeeds()
    {
        var directory = Directory.CreateTempSubdirectory("lock-").FullName;

        DataDirectoryLock.Acquire(directory).Dispose();
        DataDirectoryLock.Acquire(directory).Dispose();

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Acquire_NotAFolder_SaysItCannotBeWritten()
    {
        var file = Path.GetTempFileName();

        var exception = Assert.Throws<StoreException>(() => DataDirectoryLock.Acquire(file));

        Assert.Equal($"The data folder {file} cannot be written.", exception.Message);
        File.Delete(file);
    }

    [Fact]
    public void Acquire_HeldByAnotherProcess_IsRefused()
    {
        var directory = Directory.CreateTempSubdirectory("lock-").FullName;
        var path = Path.Combine(directory, DataDirectoryLock.FileName);
        using var other = Process.Start(new ProcessStartInfo("flock", [path, "-c", "echo locked; read line"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        Assert.Equal("locked", other.StandardOutput.ReadLine());

        var exception = Assert.Throws<StoreException>(() => DataDirectoryLock.Acquire(directory));
        other.StandardInput.WriteLine();
        other.WaitForExit();

        Assert.Contains("in use by another process", exception.Message, StringComparison.Ordinal);
        DataDirectoryLock.Acquire(directory).Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static List<(string Name, long Length)> Files(string directory) =>
        [.. Directory.GetFiles(directory).Order().Select(path => (Path.GetFileName(path), new FileInfo(path).Length))];
}
