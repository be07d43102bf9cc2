using System.Security.Cryptography;
using System.Text;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Storage.Sealing;

/// <summary>
/// The master key and its predecessors: the first wraps, all unwrap. A wrapped key is 8 bytes that name the master key (the beginning of
/// its SHA-256), a random nonce of 12 bytes, the key under AES-256-GCM and the tag; the associated data is the id.
/// </summary>
/// <remarks>Random nonces are good for 2^32 wrappings under one master key (NIST SP 800-38D, 8.3): that many verifications.</remarks>
internal sealed class MasterKeyRing : IMasterKey
{
    public const int KeySize = 32;
    private const int NameSize = 8;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly Dictionary<string, byte[]> _keys;
    private readonly byte[] _current;

    /// <param name="keys">32 bytes each; the current one first.</param>
    public MasterKeyRing(params IReadOnlyList<byte[]> keys)
    {
        _current = keys[0];
        _keys = keys.DistinctBy(Name).ToDictionary(Name);
    }

    public byte[] Wrap(VerificationId id, ReadOnlySpan<byte> key)
    {
        var wrapped = new byte[NameSize + NonceSize + key.Length + TagSize];
        Convert.FromHexString(Name(_current)).CopyTo(wrapped, 0);
        var nonce = wrapped.AsSpan(NameSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_current, TagSize);
        aes.Encrypt(nonce, key, wrapped.AsSpan(NameSize + NonceSize, key.Length), wrapped.AsSpan(^TagSize..), AssociatedData(id));
        return wrapped;
    }

    public byte[] Unwrap(VerificationId id, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length != NameSize + NonceSize + KeySize + TagSize)
        {
            throw Altered(id);
        }

        var name = Convert.ToHexStringLower(wrapped[..NameSize]);
        if (!_keys.TryGetValue(name, out var master))
        {
            throw new StoreException(
                $"The key of {id} is wrapped by the master key {name}, which is not at hand: set it as Storage:MasterKey or among "
                + "Storage:PreviousMasterKeys.");
        }

        var key = new byte[KeySize];
        using var aes = new AesGcm(master, TagSize);
        try
        {
            aes.Decrypt(
                wrapped.Slice(NameSize, NonceSize),
                wrapped.Slice(NameSize + NonceSize, KeySize),
                wrapped[^TagSize..],
                key,
                AssociatedData(id));
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Altered(id, exception);
        }

        return key;
    }

    private static string Name(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, NameSize));

    private static byte[] AssociatedData(VerificationId id) => Encoding.UTF8.GetBytes(id.ToString());

    private static InvalidDataException Altered(VerificationId id, Exception? inner = null) =>
        new($"The key of {id} was altered.", inner);
}
