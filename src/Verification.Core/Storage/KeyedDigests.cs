using System.Security.Cryptography;
using System.Text;
using Verification.Core.Verifications;

namespace Verification.Core.Storage;

/// <summary>
/// Digests of what clients sent, so that it can be found and compared and yet stands nowhere in the clear: by a plain digest a reference or
/// a document's number could be guessed, even after the verification was erased. The key is random and sealed like everything personal,
/// under an id that no verification has.
/// </summary>
public sealed class KeyedDigests(IObjectStore objects, ISealedStore store)
{
    private const string Folder = "digest-key/";
    private const string Chosen = Folder + "chosen";
    private const int KeySize = 32;

    private static readonly VerificationId Owner = VerificationId.Parse("ver_" + new string('0', 32));

    private byte[]? _key;

    public async Task<string> OfAsync(string client, string text, CancellationToken cancellationToken)
    {
        var key = _key ??= await ReadKeyAsync(cancellationToken) ?? await MakeKeyAsync(cancellationToken);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{client}\n{text}")));
    }

    /// <summary>Any number of processes may make a key at once; the one that is chosen first stays, and all read that.</summary>
    private async Task<byte[]> MakeKeyAsync(CancellationToken cancellationToken)
    {
        var candidate = new KeyChoice(Folder + RandomNumberGenerator.GetHexString(16, lowercase: true));
        await store.PutAsync(Owner, candidate.Path, new MemoryStream(RandomNumberGenerator.GetBytes(KeySize)), cancellationToken);
        if (await objects.TryCreateJsonAsync(Chosen, candidate, cancellationToken) is null)
        {
            await store.DeleteAsync(candidate.Path, cancellationToken);
        }

        return await ReadKeyAsync(cancellationToken) ?? throw new StoreException("The key of the digests cannot be read.");
    }

    private async Task<byte[]?> ReadKeyAsync(CancellationToken cancellationToken)
    {
        if (await objects.GetJsonAsync<KeyChoice>(Chosen, cancellationToken) is not ({ } chosen, _))
        {
            return null;
        }

        await using var content = await store.OpenAsync(Owner, chosen.Path, cancellationToken)
            ?? throw new StoreException("The key of the digests is gone.");
        var key = new byte[KeySize];
        await content.ReadExactlyAsync(key, cancellationToken);
        return key;
    }

    private sealed record KeyChoice(string Path);
}
