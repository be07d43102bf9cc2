using System.Globalization;
using Verification.Core.Verifications;

namespace Verification.Core.Sessions;

/// <summary>What a session carries at the provider so that it can be found again when the answer that named it was lost.</summary>
public static class ExternalReference
{
    /// <summary>
    /// Begins with the verification's id. A later attempt has one of its own: two of them may be with one provider's account, and what
    /// deletes the abandoned session must not find the one in use.
    /// </summary>
    public static string Of(VerificationId id, VerificationRequest request, int attempt)
    {
        var reference = $"{id} {request.Reference}".TrimEnd();
        return attempt == 1 ? reference : string.Create(CultureInfo.InvariantCulture, $"{reference} #{attempt}");
    }

    /// <summary>The verification that a reference names, or null where it is not one of ours.</summary>
    public static VerificationId? VerificationOf(string? reference) =>
        VerificationId.TryParse(reference?.Split(' ')[0], out var id) ? id : null;
}
