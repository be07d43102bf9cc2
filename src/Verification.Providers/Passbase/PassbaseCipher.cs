using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Verification.Providers.Passbase;

/// <summary>
/// The encrypted form of notifications: base64 of IV and ciphertext, AES-256-CBC with PKCS#7 padding, the secret's own bytes as key.
/// </summary>
internal static class PassbaseCipher
{
    public const int KeyBytes = 32;

    private const int BlockBytes = 16;

    /// <summary>The plaintext, or null for anything else; what exactly was wrong is told to nobody.</summary>
    public static byte[]? TryDecrypt(ReadOnlySpan<byte> body, string secret)
    {
        var text = body.Trim(" \t\r\n"u8);
        if (!Utf8.IsValid(text))
        {
            return null;
        }

        var sealedBytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(Encoding.UTF8.GetString(text), sealedBytes, out var length)
            || length < 2 * BlockBytes || length % BlockBytes != 0)
        {
            return null;
        }

        using var aes = Aes.Create();
        aes.Key = Encoding.UTF8.GetBytes(secret);
        try
        {
            return aes.DecryptCbc(sealedBytes.AsSpan(BlockBytes..length), sealedBytes.AsSpan(0, BlockBytes));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
