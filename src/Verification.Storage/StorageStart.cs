using Microsoft.Extensions.Hosting;
using Verification.Core.Storage;
using Verification.Storage.Blobs;

namespace Verification.Storage;

/// <summary>Creates the container before anything else runs.</summary>
internal sealed class StorageStart(IObjectStore objects) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (objects is BlobObjectStore blobs)
        {
            await blobs.CreateContainerAsync(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
