using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Verifications;

namespace Verification.Providers.Passbase;

/// <summary>
/// Metadata that the client carries but cannot change: JSON, "encrypted" with our private RSA key, which Passbase reads with the public
/// one and gives back with the identity. It proves where it comes from and hides nothing, so no personal data belongs in it.
/// </summary>
/// <remarks>
/// RSA over the message itself with padding type 1 (PKCS#1 v1.5, RFC 8017 section 9.2 without the DigestInfo), as
/// <c>openssl pkeyutl -sign</c> without a digest and Node's <c>privateEncrypt</c> do; .NET's signatures always add a digest.
/// </remarks>
internal static class PassbaseMetadata
{
    /// <summary>The member that carries our reference.</summary>
    public const string Reference = "externalReference";

    private const int MinKeyBits = 2048;
    private const int PaddingBytes = 11;

    /// <param name="reference"><c>{id} {reference}</c>; without the client's part where that is too long for the key.</param>
    public static string Seal(VerificationId id, string reference, string key)
    {
        using var rsa = Import(key);
        var size = rsa.KeySize / 8;
        var json = Json(reference);
        return Convert.ToBase64String(Sign(json.Length <= size - PaddingBytes ? json : Json($"{id}"), rsa));
    }

    public static bool IsKey(string? key)
    {
        try
        {
            using var rsa = Import(key ?? "");
            _ = rsa.ExportParameters(includePrivateParameters: true);
            return rsa.KeySize >= MinKeyBits;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static byte[] Json(string reference) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject { [Reference] = reference });

    private static RSA Import(string key)
    {
        var rsa = RSA.Create();
        try
        {
            if (key.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                rsa.ImportFromPem(key);
            }
            else
            {
                rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(key), out _);
            }

            return rsa;
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }

    private static byte[] Sign(byte[] message, RSA rsa)
    {
        var size = rsa.KeySize / 8;
        var padded = new byte[size];
        padded.AsSpan().Fill(0xff);
        (padded[0], padded[1], padded[size - message.Length - 1]) = (0, 1, 0);
        message.CopyTo(padded, size - message.Length);

        var signature = new byte[size];
        var number = PrivateOperation(Number(padded), rsa.ExportParameters(includePrivateParameters: true));
        number.TryWriteBytes(signature.AsSpan(size - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return signature;
    }

    /// <summary>By the Chinese remainder theorem (RFC 8017, 5.2.1), four times as fast as the plain way; a slip in it would give the
    /// key away, so the outcome is checked before anybody sees it.</summary>
    private static BigInteger PrivateOperation(BigInteger message, RSAParameters key)
    {
        var (p, q) = (Number(key.P), Number(key.Q));
        var first = BigInteger.ModPow(message, Number(key.DP), p);
        var second = BigInteger.ModPow(message, Number(key.DQ), q);
        var half = BigInteger.Remainder(Number(key.InverseQ) * (first - second), p);
        var signature = second + (q * (half.Sign < 0 ? half + p : half));
        return BigInteger.ModPow(signature, Number(key.Exponent), Number(key.Modulus)) == message
            ? signature
            : throw new CryptographicException("The private operation went wrong.");
    }

    private static BigInteger Number(byte[]? bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
