using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Storage.Sealing;

/// <summary>Wraps the keys of the verifications, so that what lies in the store is worth nothing without it.</summary>
public interface IMasterKey
{
    /// <summary>Wraps a key so that it can be unwrapped for this verification only.</summary>
    byte[] Wrap(VerificationId id, ReadOnlySpan<byte> key);

    /// <exception cref="StoreException">It is wrapped by a master key that is not at hand.</exception>
    /// <exception cref="InvalidDataException">It was altered, or belongs to another verification.</exception>
    byte[] Unwrap(VerificationId id, ReadOnlySpan<byte> wrapped);
}
