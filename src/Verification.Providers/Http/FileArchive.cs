using System.IO.Compression;

namespace Verification.Providers.Http;

/// <summary>Files of a provider in one zip, where it makes none itself. In memory, since nothing personal is written to a disk unsealed.</summary>
internal sealed class FileArchive : IAsyncDisposable
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4e, 0x47];

    private readonly MemoryStream _bytes = new();
    private readonly ZipArchive _zip;
    private bool _any;

    public FileArchive() => _zip = new ZipArchive(_bytes, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Opens a new file, to be closed before the next.</summary>
    public Task<Stream> CreateAsync(string name, CancellationToken cancellationToken)
    {
        _any = true;
        return _zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
    }

    public async Task AddAsync(string name, byte[] file, CancellationToken cancellationToken)
    {
        await using var entry = await CreateAsync(name, cancellationToken);
        await entry.WriteAsync(file, cancellationToken);
    }

    /// <param name="name">Without its extension, which the image tells.</param>
    public Task AddImageAsync(string name, byte[] image, CancellationToken cancellationToken) =>
        AddAsync(image.AsSpan().StartsWith(PngSignature) ? $"{name}.png" : $"{name}.jpg", image, cancellationToken);

    /// <summary>The zip; null where nothing was added.</summary>
    public async Task<Stream?> CompleteAsync()
    {
        await _zip.DisposeAsync();
        _bytes.Position = 0;
        return _any ? _bytes : null;
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
