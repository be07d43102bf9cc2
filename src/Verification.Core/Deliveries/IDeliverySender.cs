using Verification.Core.Verifications;

namespace Verification.Core.Deliveries;

/// <summary>Sends webhooks to addresses that clients chose, and only to those that the public may reach.</summary>
public interface IDeliverySender
{
    /// <summary>Why nothing is sent to this URL, or null when it may be used. Names are resolved, where that can be done now.</summary>
    Task<string?> RefuseAsync(Uri endpoint, CancellationToken cancellationToken);

    /// <summary>One try. Follows no redirects, checks the address again when it connects, and throws nothing for what the endpoint does.</summary>
    Task<DeliveryAnswer> SendAsync(DeliveryRequest request, CancellationToken cancellationToken);
}

/// <param name="Signature">The <c>webhook-signature</c> header.</param>
public sealed record DeliveryRequest(Uri Endpoint, string Id, DateTimeOffset Timestamp, string Signature, ReadOnlyMemory<byte> Body);

/// <param name="Outcome">As in <see cref="DeliveryTry.Outcome"/>.</param>
public sealed record DeliveryAnswer(int? StatusCode, Code Outcome, TimeSpan? RetryAfter = null);
