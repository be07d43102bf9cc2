using System.Buffers.Text;
using System.Security.Cryptography;

namespace Verification.Simulators;

/// <summary>Ids and tokens that cannot be guessed.</summary>
internal static class RandomIds
{
    /// <summary>A random UUID (RFC 9562, version 4) in its usual form.</summary>
    public static string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>An opaque token of 43 URL-safe characters.</summary>
    public static string Token() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string TraceId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
