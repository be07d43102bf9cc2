using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Verification.Core.Providers;

namespace Verification.Providers.Http;

/// <summary>
/// A JSON body with an image in base64, encoded while it is sent: memory does not grow with the image. It can be sent again, since
/// it opens the image anew each time.
/// </summary>
internal sealed class Base64ImageContent : HttpContent
{
    // A multiple of three, so that padding comes only at the very end.
    private const int ChunkBytes = 24 * 1024;

    private readonly byte[] _before;
    private readonly ImageUpload _image;
    private readonly byte[] _after;

    /// <param name="before">The JSON up to where the base64 begins.</param>
    /// <param name="after">The JSON from where the base64 ends.</param>
    public Base64ImageContent(string before, ImageUpload image, string after)
    {
        _before = Encoding.UTF8.GetBytes(before);
        _image = image;
        _after = Encoding.UTF8.GetBytes(after);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _before.Length + ((_image.Length + 2) / 3 * 4) + _after.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var raw = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var encoded = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(ChunkBytes));
        try
        {
            await stream.WriteAsync(_before, cancellationToken);
            await using (var image = await _image.OpenAsync(cancellationToken))
            {
                int read;
                do
                {
                    read = await image.ReadAtLeastAsync(
                        raw.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellationToken);
                    Base64.EncodeToUtf8(raw.AsSpan(0, read), encoded, out _, out var written);
                    await stream.WriteAsync(encoded.AsMemory(0, written), cancellationToken);
                }
                while (read == ChunkBytes);
            }

            await stream.WriteAsync(_after, cancellationToken);
        }
        finally
        {
            // They held a part of somebody's document.
            ArrayPool<byte>.Shared.Return(raw, clearArray: true);
            ArrayPool<byte>.Shared.Return(encoded, clearArray: true);
        }
    }
}
