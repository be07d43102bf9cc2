using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Passbase;

/// <summary>What an identity's status means.</summary>
internal static class PassbaseProgress
{
    /// <summary>
    /// <c>pending</c> waits for a person of the customer, and may follow a decision when the watchlist finds something. A status that is
    /// not known is never final.
    /// </summary>
    public static ProviderProgress Read(PassbaseIdentity identity) => identity.Status switch
    {
        "approved" => new ProviderProgress(ProviderState.Decided, Decision.Accepted),
        "declined" => new ProviderProgress(ProviderState.Decided, Decision.Rejected),
        _ => new ProviderProgress(ProviderState.Processing),
    };
}
