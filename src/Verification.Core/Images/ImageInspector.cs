using Verification.Core.Verifications;

namespace Verification.Core.Images;

/// <summary>Checks an image piece by piece as it streams by. Never decodes it.</summary>
internal sealed class ImageInspector(ImageKind kind, ImageFormat? declared, ImageOptions options)
{
    private const int LongestSignature = 8;

    private readonly List<byte> _head = new(LongestSignature);
    private IImageScanner? _scanner;
    private ImageFormat? _format;

    public long Length { get; private set; }

    public ImageFormat Format => _format ?? throw new InvalidOperationException("The format is not known yet.");

    /// <exception cref="ImageRefusedException">It is not an image that we take.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (Length > options.MaxBytes)
        {
            throw Refuse("image.tooLarge", $"The image is larger than {options.MaxBytes} bytes.");
        }

        if (_scanner is null)
        {
            var missing = Math.Min(LongestSignature - _head.Count, bytes.Length);
            _head.AddRange(bytes[..missing]);
            bytes = bytes[missing..];
            if (_head.Count < LongestSignature)
            {
                return;
            }

            _scanner = Recognise();
            Scan(_head.ToArray());
        }

        Scan(bytes);
    }

    /// <exception cref="ImageRefusedException">The image is cut short.</exception>
    public void Complete()
    {
        if (_scanner is null)
        {
            throw Length == 0 ? Refuse("image.empty", "The image is empty.") : Refuse("image.unknownFormat", "The image is neither PNG nor JPEG.");
        }

        if (!_scanner.IsComplete)
        {
            throw Refuse("image.truncated", "The image ends before its format says that it ends.");
        }
    }

    private IImageScanner Recognise()
    {
        var head = _head.ToArray().AsSpan();
        _format = head.StartsWith(PngScanner.Signature) ? ImageFormat.Png
            : head.StartsWith(JpegScanner.Signature) ? ImageFormat.Jpeg
            : throw Refuse("image.unknownFormat", "The image is neither PNG nor JPEG.");
        if (declared is { } said && said != _format)
        {
            throw Refuse("image.typeMismatch", $"The image was said to be {said.MediaType()} but is {Format.MediaType()}.");
        }

        return _format == ImageFormat.Png ? new PngScanner() : new JpegScanner();
    }

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        if (!_scanner!.Append(bytes))
        {
            throw Refuse("image.malformed", $"The image does not have the structure of {Format.MediaType()}.");
        }

        if (_scanner.Pixels > options.MaxPixels)
        {
            throw Refuse("image.tooManyPixels", $"The image has more than {options.MaxPixels} pixels.");
        }
    }

    private ImageRefusedException Refuse(Code code, string message) => new(kind, code, message);
}
