using Microsoft.Extensions.Options;
using Verification.Core.Verifications;

namespace Verification.Core.Deliveries;

/// <summary>Where the webhooks of a verification go, and what they are signed with.</summary>
public sealed record DeliveryTarget(Uri Endpoint, IReadOnlyList<string> Secrets);

/// <summary>Finds the target: the verification's own callback URL, else its client's endpoint. Secrets are always the client's.</summary>
public sealed class DeliveryTargets(RequestStore requests, IOptionsMonitor<DeliveryOptions> options)
{
    public async Task<DeliveryTarget?> FindAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        if (!CanSign(record.Client))
        {
            return null;
        }

        var webhook = options.CurrentValue[record.Client].Webhook;
        var request = await requests.FindAsync(record.Id, cancellationToken);
        return (request?.CallbackUrl ?? webhook.Url) is { } endpoint ? new DeliveryTarget(endpoint, [.. webhook.Secrets]) : null;
    }

    /// <summary>True when the client has a secret; without one it can have no webhooks.</summary>
    public bool CanSign(string client) => options.CurrentValue.GetValueOrDefault(client)?.Webhook.Secrets.Count > 0;
}
