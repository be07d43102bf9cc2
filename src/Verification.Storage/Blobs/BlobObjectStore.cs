using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Verification.Core.Storage;

namespace Verification.Storage.Blobs;

/// <summary>Objects as block blobs in one container; the tag is the ETag, which the service never gives twice.</summary>
public sealed class BlobObjectStore(BlobContainerClient container) : IObjectStore
{
    /// <summary>Settings of the client: a few quick retries, because the workflow's own timers space the slow ones.</summary>
    public static BlobClientOptions ClientOptions() =>
        new()
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = 4,
                Delay = TimeSpan.FromMilliseconds(400),
                MaxDelay = TimeSpan.FromSeconds(5),
                NetworkTimeout = TimeSpan.FromSeconds(30),
            },
        };

    /// <exception cref="StoreException">The service cannot be reached or refuses.</exception>
    public async Task CreateContainerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (StoreFailure.Is(exception, cancellationToken))
        {
            throw StoreFailure.Of("create", $"the container {container.Name}", exception);
        }
    }

    public Task<ObjectTag?> TryCreateAsync(string path, Stream content, CancellationToken cancellationToken) =>
        WriteAsync("create", path, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);

    public Task<ObjectTag?> TryReplaceAsync(string path, Stream content, ObjectTag expected, CancellationToken cancellationToken) =>
        WriteAsync("replace", path, content, new BlobRequestConditions { IfMatch = new ETag(expected.Value) }, cancellationToken);

    public async Task<ObjectTag> PutAsync(string path, Stream content, CancellationToken cancellationToken) =>
        (await WriteAsync("put", path, content, new BlobRequestConditions(), cancellationToken))!.Value;

    public async Task<StoredObject?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var blob = Locate(path);
        try
        {
            BlobDownloadStreamingResult answer = await blob.DownloadStreamingAsync(cancellationToken: cancellationToken);
            return new StoredObject(new StoredContent(answer.Content, path), new ObjectTag(answer.Details.ETag.ToString()));
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (Exception exception) when (StoreFailure.Is(exception, cancellationToken))
        {
            throw StoreFailure.Of("open", path, exception);
        }
    }

    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var blob = Locate(path);
        try
        {
            await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return false;
        }
        catch (Exception exception) when (StoreFailure.Is(exception, cancellationToken))
        {
            throw StoreFailure.Of("delete", path, exception);
        }
    }

    /// <remarks>
    /// The service lists in ordinal order but cannot begin behind a path, so a page costs as much as all pages before it. Ask by the
    /// longest prefix there is.
    /// </remarks>
    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectPath.ThrowIfInvalidPrefix(prefix);
        await using var pages = container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(pages, prefix, cancellationToken))
        {
            if (string.CompareOrdinal(pages.Current.Name, after) > 0)
            {
                yield return pages.Current.Name;
            }
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<BlobItem> pages, string prefix, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (Exception exception) when (StoreFailure.Is(exception, cancellationToken))
        {
            throw StoreFailure.Of("list", prefix, exception);
        }
    }

    private async Task<ObjectTag?> WriteAsync(
        string operation, string path, Stream content, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        var upload = new BlobUpload(Locate(path), operation, path, conditions);
        return await upload.RunAsync(content, cancellationToken);
    }

    private BlockBlobClient Locate(string path)
    {
        ObjectPath.ThrowIfInvalid(path);
        return container.GetBlockBlobClient(path);
    }
}
