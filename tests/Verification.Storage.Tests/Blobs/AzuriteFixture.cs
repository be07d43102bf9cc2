using Azure.Storage.Blobs;
using Verification.Storage.Blobs;
using Verification.Storage.Tests.Blobs;
using Verification.Testing.Storage;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Verification.Storage.Tests.Blobs;

/// <summary>One Azurite for all tests of the assembly; each test takes a container of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;
    private int _containers;

    public string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync(TestContext.Current.CancellationToken);

    public BlobContainerClient NewContainer(BlobClientOptions? options = null) =>
        new(ConnectionString, $"test-{Interlocked.Increment(ref _containers)}", options ?? BlobObjectStore.ClientOptions());

    public ValueTask DisposeAsync()
    {
        _azurite?.Dispose();
        return ValueTask.CompletedTask;
    }
}
