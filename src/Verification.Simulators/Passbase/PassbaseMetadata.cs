using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Verification.Simulators.Passbase;

/// <summary>Recovers metadata with the project's public key, as <c>openssl pkeyutl -verifyrecover</c> without a digest does.</summary>
internal static class PassbaseMetadata
{
    private const int MinFilling = 8;

    /// <summary>Null for anything that was not made with the private key, or is not a JSON object.</summary>
    public static JsonObject? Recover(string? sealedText, string publicKey)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        var size = rsa.KeySize / 8;
        var signature = new byte[size];
        if (sealedText is null || !Convert.TryFromBase64String(sealedText, signature, out var length) || length != size)
        {
            return null;
        }

        var key = rsa.ExportParameters(includePrivateParameters: false);
        var message = BigInteger.ModPow(Number(signature), Number(key.Exponent), Number(key.Modulus));
        var padded = new byte[size];
        message.TryWriteBytes(padded.AsSpan(size - message.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return Unpad(padded) is { } json ? Read(json) : null;
    }

    /// <summary>00 01, at least eight of ff, 00, the message.</summary>
    private static byte[]? Unpad(byte[] padded)
    {
        var filling = padded.AsSpan(2).IndexOfAnyExcept((byte)0xff);
        return padded is [0, 1, ..] && filling >= MinFilling && padded[filling + 2] == 0 ? padded[(filling + 3)..] : null;
    }

    private static JsonObject? Read(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BigInteger Number(byte[]? bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
