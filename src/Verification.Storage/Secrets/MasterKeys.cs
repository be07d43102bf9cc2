using Microsoft.Extensions.Options;
using Verification.Core.Verifications;
using Verification.Storage.Sealing;

namespace Verification.Storage.Secrets;

/// <summary>
/// The master key from configuration (and so from Key Vault) or from a file. A key that is rotated in the configuration is taken up
/// without a restart; one that is not valid is refused there and leaves the former in use.
/// </summary>
internal sealed class MasterKeys : IMasterKey, IDisposable
{
    private readonly IDisposable? _watching;
    private volatile MasterKeyRing _ring;

    /// <exception cref="Core.Storage.StoreException">The key file cannot be used.</exception>
    public MasterKeys(IOptionsMonitor<StorageOptions> options)
    {
        _ring = Read(options.CurrentValue);
        _watching = options.OnChange(changed => _ring = Read(changed));
    }

    public byte[] Wrap(VerificationId id, ReadOnlySpan<byte> key) => _ring.Wrap(id, key);

    public byte[] Unwrap(VerificationId id, ReadOnlySpan<byte> wrapped) => _ring.Unwrap(id, wrapped);

    public void Dispose() => _watching?.Dispose();

    /// <returns>Null when the text is not 32 bytes in Base64.</returns>
    public static byte[]? Parse(string text)
    {
        var key = new byte[MasterKeyRing.KeySize];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == key.Length ? key : null;
    }

    private static MasterKeyRing Read(StorageOptions options) =>
        new([
            options.MasterKeyPath is { } path ? MasterKeyFile.ReadOrCreate(path) : Parse(options.MasterKey!)!,
            .. options.PreviousMasterKeys.Select(key => Parse(key)!),
        ]);
}
