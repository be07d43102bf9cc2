using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Verification.Api.Clients;

/// <summary>
/// A key as its owner holds it: <c>vk_</c> and 32 random bytes in base64url. It is shown once; configuration holds
/// <see cref="Digest"/>, which is enough because a key of 256 random bits cannot be guessed from its SHA-256.
/// </summary>
public sealed record ApiKey
{
    private const string Prefix = "vk_";
    private const int RandomBytes = 32;

    private ApiKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>SHA-256 of the key in lower-case hex, as it stands in <see cref="ClientOptions.Keys"/>.</summary>
    public string Digest => Convert.ToHexStringLower(DigestOf(Value));

    public static ApiKey New() => new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>Never shows the key.</summary>
    public override string ToString() => Prefix + "...";

    internal static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
