namespace Verification.Core.Images;

/// <summary>Follows the marker segments of a JPEG (ITU-T T.81, annex B): SOI, segments with lengths, a frame header, scans, EOI.</summary>
internal sealed class JpegScanner : IImageScanner
{
    private const byte MarkerPrefix = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    private State _state = State.Marker;
    private byte _marker;
    private int _length;
    private int _read;
    private int _height;
    private int _width;
    private bool _prefix;
    private long _skip = 2;

    private enum State
    {
        Marker,
        Length,
        Frame,
        Scan,
    }

    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    public long? Pixels { get; private set; }

    public bool IsComplete { get; private set; }

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

            if (_state == State.Scan && !_prefix)
            {
                var prefix = bytes.IndexOf(MarkerPrefix);
                if (prefix < 0)
                {
                    return true;
                }

                bytes = bytes[prefix..];
            }

            if (!Advance(bytes[0]))
            {
                return false;
            }

            bytes = bytes[1..];
        }

        return true;
    }

    private bool Advance(byte value) => _state switch
    {
        State.Length => ReadLength(value),
        State.Frame => ReadFrame(value),
        _ => ReadMarker(value),
    };

    private bool ReadMarker(byte value)
    {
        if (!_prefix || value == MarkerPrefix)
        {
            _prefix = value == MarkerPrefix;
            return _prefix || _state == State.Scan;
        }

        _prefix = false;
        if (_state == State.Scan && (value == 0 || IsRestart(value)))
        {
            return true;
        }

        _marker = value;
        IsComplete = value == EndOfImage && Pixels is not null;
        (_state, _read, _length) = (State.Length, 0, 0);
        return value is not (0 or EndOfImage) || IsComplete;
    }

    private bool ReadLength(byte value)
    {
        _length = (_length << 8) | value;
        if (++_read < 2)
        {
            return true;
        }

        _read = 0;
        if (IsFrame(_marker))
        {
            _state = State.Frame;
            return _length >= 8;
        }

        _skip = _length - 2;
        _state = _marker == StartOfScan ? State.Scan : State.Marker;
        return _length >= 2 && (_marker != StartOfScan || Pixels is not null);
    }

    /// <summary>Precision (1 byte), height (2), width (2).</summary>
    private bool ReadFrame(byte value)
    {
        switch (_read++)
        {
            case 1 or 2:
                _height = (_height << 8) | value;
                break;
            case 3 or 4:
                _width = (_width << 8) | value;
                break;
        }

        if (_read < 5)
        {
            return true;
        }

        Pixels = (long)_height * _width;
        _skip = _length - 2 - 5;
        _state = State.Marker;
        return Pixels > 0;
    }

    private static bool IsRestart(byte marker) => marker is >= 0xD0 and <= 0xD7;

    /// <summary>SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
