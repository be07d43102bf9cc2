using System.Security.Cryptography;
using System.Text;

namespace Verification.Core.Storage;

/// <summary>SHA-256 in lower-case hex, for names of objects that must not show what they are about.</summary>
public static class Digest
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
