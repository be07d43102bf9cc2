using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Webhooks;

/// <summary>Tells webhooks that are from us from all others: Standard Webhooks 1.0, scheme v1.</summary>
/// <param name="secrets">Every live one, each beginning with whsec_.</param>
public sealed class Receiver(IEnumerable<string> secrets, TimeProvider time)
{
    private const string Prefix = "whsec_";
    private const long ToleranceSeconds = 300;

    private readonly byte[][] _keys = [.. secrets.Select(secret => Convert.FromBase64String(secret[Prefix.Length..]))];

    /// <param name="id">The header webhook-id.</param>
    /// <param name="timestamp">The header webhook-timestamp.</param>
    /// <param name="signatures">The header webhook-signature.</param>
    /// <param name="body">The bytes as they came, before any parsing.</param>
    public bool IsGenuine(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sentAt)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - sentAt) > ToleranceSeconds)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        byte[][] expected = [.. _keys.Select(key => Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))))];
        return (signatures ?? "").Split(' ').Any(given =>
            expected.Any(one => CryptographicOperations.FixedTimeEquals(one, Encoding.UTF8.GetBytes(given))));
    }
}
