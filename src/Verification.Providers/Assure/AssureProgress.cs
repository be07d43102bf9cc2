using System.Text;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Assure;

/// <summary>What a process status means.</summary>
internal static class AssureProgress
{
    private const int MaxReason = 60;

    /// <summary>A status that is not known is never final: Assure may add some, and a wrong end cannot be taken back.</summary>
    public static ProviderProgress Read(AssureProcess process) => process.Status?.ToLowerInvariant() switch
    {
        "pending" => new ProviderProgress(ProviderState.Pending),
        "accepted" => new ProviderProgress(ProviderState.Decided, Decision.Accepted),
        "rejected" => new ProviderProgress(ProviderState.Decided, Decision.Rejected),
        "inconclusive" => new ProviderProgress(ProviderState.Decided, Decision.Inconclusive),
        "canceled" or "cancelled" => new ProviderProgress(ProviderState.Canceled),
        "failed" => new ProviderProgress(ProviderState.Failed, Reason: Reason(process.FailType)),
        _ => new ProviderProgress(ProviderState.Processing),
    };

    /// <summary><c>USER_CONSENT_DENIED</c> becomes <c>provider.userConsentDenied</c>.</summary>
    private static Code Reason(string? type)
    {
        if (type is not { Length: > 0 and <= MaxReason } || !type.All(c => char.IsAsciiLetterUpper(c) || c == '_'))
        {
            return "provider.failed";
        }

        var reason = new StringBuilder("provider.");
        foreach (var word in type.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            var first = reason[^1] == '.' ? char.ToLowerInvariant(word[0]) : word[0];
            reason.Append(first).Append(word[1..].ToLowerInvariant());
        }

        return reason[^1] == '.' ? "provider.failed" : reason.ToString();
    }
}
