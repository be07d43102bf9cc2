using System.Buffers;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Verification.Core.Storage;

namespace Verification.Storage.Blobs;

/// <summary>
/// One write of one blob: a small content in one request, a large one in blocks that a last request puts in place, so that memory holds
/// one block. The client's own upload names blocks by their offset, and two writers of one path would mix theirs; here the names are
/// drawn at random.
/// </summary>
/// <remarks>
/// A write that succeeded and whose answer was lost is sent again by the client and then meets itself as a conflict. Each write carries
/// a random mark in the metadata, by which it knows itself again.
/// </remarks>
internal sealed class BlobUpload(BlockBlobClient blob, string operation, string path, BlobRequestConditions conditions)
{
    private const int SmallSize = 64 * 1024;
    private const int BlockSize = 4 * 1024 * 1024;
    private const int BlockNameSize = 16;
    private const int NotFound = 404;
    private const int PreconditionFailed = 412;
    private const string Mark = "write";

    private readonly Dictionary<string, string> _metadata = new() { [Mark] = RandomNumberGenerator.GetHexString(32, lowercase: true) };
    private readonly List<string> _blocks = [];

    /// <returns>Null when the condition does not hold.</returns>
    /// <exception cref="StoreException">The service cannot be reached or refuses. What reading the content throws comes as it is.</exception>
    public async Task<ObjectTag?> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SmallSize);
        try
        {
            var filled = await FillAsync(content, buffer.AsMemory(0, SmallSize), cancellationToken);
            if (filled < SmallSize)
            {
                return await CompleteAsync(() => UploadAsync(buffer, filled, cancellationToken), cancellationToken);
            }

            buffer = Enlarge(buffer);
            for (; (filled += await FillAsync(content, buffer.AsMemory(filled, BlockSize - filled), cancellationToken)) > 0; filled = 0)
            {
                await StageAsync(buffer, filled, cancellationToken);
            }

            return await CompleteAsync(() => CommitAsync(cancellationToken), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ValueTask<int> FillAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    private static byte[] Enlarge(byte[] small)
    {
        var large = ArrayPool<byte>.Shared.Rent(BlockSize);
        small.AsSpan(0, SmallSize).CopyTo(large);
        ArrayPool<byte>.Shared.Return(small);
        return large;
    }

    /// <summary>A write of someone else that came in between also drops the blocks that this one has staged.</summary>
    private bool IsConflict(RequestFailedException exception) =>
        (conditions.IfMatch ?? conditions.IfNoneMatch) is not null
        && (exception.Status == PreconditionFailed
            || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists
            || exception.ErrorCode == BlobErrorCode.BlobNotFound
            || exception.ErrorCode == BlobErrorCode.InvalidBlockList);

    private async Task<Response<BlobContentInfo>> UploadAsync(byte[] buffer, int filled, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(buffer, 0, filled, writable: false);
        return await blob.UploadAsync(
            content, new BlobUploadOptions { Conditions = conditions, Metadata = _metadata }, cancellationToken);
    }

    private async Task StageAsync(byte[] buffer, int filled, CancellationToken cancellationToken)
    {
        var name = Convert.ToBase64String(RandomNumberGenerator.GetBytes(BlockNameSize));
        using var content = new MemoryStream(buffer, 0, filled, writable: false);
        try
        {
            await blob.StageBlockAsync(name, content, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (StoreFailure.Is(exception, cancellationToken))
        {
            throw StoreFailure.Of(operation, path, exception);
        }

        _blocks.Add(name);
    }

    private Task<Response<BlobContentInfo>> CommitAsync(CancellationToken cancellationToken) =>
        blob.CommitBlockListAsync(
            _blocks, new CommitBlockListOptions { Conditions = conditions, Metadata = _metadata }, cancellationToken);

    private async Task<ObjectTag?> CompleteAsync(Func<Task<Response<BlobContentInfo>>> complete, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                BlobContentInfo written = await complete();
                return new ObjectTag(written.ETag.ToString());
            }
            catch (RequestFailedException exception) when (IsConflict(exception))
            {
                return await FindOwnAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (StoreFailure.Is(exception, cancellationToken))
        {
            throw StoreFailure.Of(operation, path, exception);
        }
    }

    private async Task<ObjectTag?> FindOwnAsync(CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return found.Metadata.TryGetValue(Mark, out var mark) && mark == _metadata[Mark] ? new ObjectTag(found.ETag.ToString()) : null;
        }
        catch (RequestFailedException exception) when (exception.Status == NotFound)
        {
            return null;
        }
    }
}
