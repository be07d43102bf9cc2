using Verification.Core.Verifications;

namespace Verification.Core.Sessions;

/// <summary>What a session carries at the provider so that it can be found again when the answer that named it was lost.</summary>
internal static class ExternalReference
{
    public static string Of(VerificationId id, VerificationRequest request) => $"{id} {request.Reference}".TrimEnd();
}
