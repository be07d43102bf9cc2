using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Verification.Core.Storage;

namespace Verification.Storage.Files;

/// <summary>The form of a file: a line of 32 hex digits, the tag, drawn anew for each version; then the content.</summary>
internal static class TaggedFile
{
    private const int TagLength = 32;
    private const int BufferSize = 64 * 1024;
    private const int NotAFolder = 20;

    public static ObjectTag NewTag() => new(RandomNumberGenerator.GetHexString(TagLength, lowercase: true));

    /// <summary>Writes tag and content. What reading the content throws comes through as it is.</summary>
    public static async Task WriteAsync(TemporaryFile file, ObjectTag tag, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            // The tag rides in the first write: a small object is one write.
            var filled = Encoding.ASCII.GetBytes($"{tag.Value}\n", buffer);
            int read;
            do
            {
                read = await content.ReadAsync(buffer.AsMemory(filled), cancellationToken);
                await file.WriteAsync(buffer.AsMemory(0, filled + read), cancellationToken);
                filled = 0;
            }
            while (read > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static async Task<StoredObject?> OpenAsync(string file, string path, CancellationToken cancellationToken)
    {
        if (Open(file, path) is not { } stream)
        {
            return null;
        }

        var content = new StoredContent(stream, path);
        try
        {
            return new StoredObject(content, await ReadTagAsync(content, path, cancellationToken));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    private static FileStream? Open(string file, string path)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096, FileOptions.Asynchronous);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (StoreFailure.IsDisk(exception))
        {
            // What the path names may be a folder, or lie under a file; neither is an object.
            return exception.HResult == NotAFolder || Directory.Exists(file) ? null : throw StoreFailure.Of("open", path, exception);
        }
    }

    private static async Task<ObjectTag> ReadTagAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        var line = new byte[TagLength + 1];
        var read = await content.ReadAtLeastAsync(line, line.Length, throwOnEndOfStream: false, cancellationToken);
        return read == line.Length && line[^1] == '\n'
            ? new ObjectTag(Encoding.ASCII.GetString(line, 0, TagLength))
            : throw new StoreException($"The store could not open {path}: the file is not one of its own.");
    }
}
