using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Verification.Core.Deliveries;

/// <summary>Signing by Standard Webhooks 1.0, scheme <c>v1</c>: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.</summary>
public static class StandardWebhook
{
    private const string SecretPrefix = "whsec_";

    public static bool IsSecret(string secret) =>
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
        && Base64.IsValid(secret.AsSpan(SecretPrefix.Length), out var length)
        && length is >= 24 and <= 64;

    /// <returns>The <c>webhook-signature</c> header: one signature for each live secret, separated by spaces.</returns>
    public static string Sign(string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body, IEnumerable<string> secrets)
    {
        var head = $"{id}.{timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}.";
        byte[] signed = [.. Encoding.UTF8.GetBytes(head), .. body];
        return string.Join(' ', secrets.Select(secret =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), signed))));
    }
}
