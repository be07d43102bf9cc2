using System.Security.Cryptography;
using System.Text;

namespace Verification.Providers.Assure;

/// <summary>Checks the signature of an event in constant time.</summary>
internal static class AssureSignature
{
    public static bool IsValid(AssureEventOptions options, string? header, ReadOnlySpan<byte> body)
    {
        if (options.Secrets.Count == 0)
        {
            return options.AllowUnsigned;
        }

        var matches = false;
        foreach (var secret in options.Secrets)
        {
            matches |= AreEqual(header, options.Prefix + Sign(options, secret, body));
        }

        return matches;
    }

    public static bool AreEqual(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Sign(AssureEventOptions options, string secret, ReadOnlySpan<byte> body)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        return options.Algorithm switch
        {
            SignatureAlgorithm.HmacSha256 => Encode(options, HMACSHA256.HashData(key, body)),
            SignatureAlgorithm.HmacSha512 => Encode(options, HMACSHA512.HashData(key, body)),
            _ => secret,
        };
    }

    private static string Encode(AssureEventOptions options, byte[] mac) =>
        options.Encoding is SignatureEncoding.Hex ? Convert.ToHexStringLower(mac) : Convert.ToBase64String(mac);
}
