using System.Buffers.Binary;

namespace Verification.Core.Images;

/// <summary>Follows the chunks of a PNG (W3C PNG third edition, 5): signature, IHDR first, IEND last.</summary>
internal sealed class PngScanner : IImageScanner
{
    private const int ChunkHeader = 8;
    private const int SizeOfDimensions = 8;
    private const int Crc = 4;
    private const uint Header = 0x49484452;
    private const uint End = 0x49454E44;

    private readonly byte[] _buffer = new byte[ChunkHeader];
    private int _buffered;
    private int _wanted = ChunkHeader;
    private long _skip = SignatureLength;
    private Part _part = Part.ChunkHeader;
    private uint _chunkLength;

    private enum Part
    {
        ChunkHeader,
        Dimensions,
        LastCrc,
    }

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public long? Pixels { get; private set; }

    public bool IsComplete { get; private set; }

    private static int SignatureLength => Signature.Length;

    public bool Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !IsComplete)
        {
            if (_skip > 0)
            {
                var skipped = (int)Math.Min(_skip, bytes.Length);
                _skip -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(_wanted - _buffered, bytes.Length);
            bytes[..taken].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += taken;
            bytes = bytes[taken..];
            if (_buffered == _wanted && !Advance())
            {
                return false;
            }
        }

        return true;
    }

    private bool Advance()
    {
        _buffered = 0;
        var first = BinaryPrimitives.ReadUInt32BigEndian(_buffer);
        var second = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(4));
        switch (_part)
        {
            case Part.Dimensions:
                Pixels = (long)first * second;
                _skip = _chunkLength - SizeOfDimensions + Crc;
                Expect(Part.ChunkHeader, ChunkHeader);
                return Pixels > 0;
            case Part.LastCrc:
                IsComplete = true;
                return true;
            default:
                _chunkLength = first;
                return BeginChunk(second);
        }
    }

    private bool BeginChunk(uint type)
    {
        if (Pixels is null)
        {
            Expect(Part.Dimensions, SizeOfDimensions);
            return type == Header && _chunkLength == 13;
        }

        if (type == End)
        {
            Expect(Part.LastCrc, Crc);
            return _chunkLength == 0;
        }

        _skip = (long)_chunkLength + Crc;
        return _chunkLength <= int.MaxValue;
    }

    private void Expect(Part part, int wanted)
    {
        _part = part;
        _wanted = wanted;
    }
}
