namespace Verification.Storage.Tests;

/// <summary>A fresh folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("verification-storage-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
