using Verification.Core.Deliveries;
using Verification.Core.Verifications;

namespace Verification.Api.Deliveries;

/// <summary>One outgoing webhook, as the API shows it.</summary>
/// <param name="Id">The <c>webhook-id</c> that its receiver sees.</param>
internal sealed record DeliveryBody(
    Code Id, Code Type, int Revision, DeliveryState State, DateTimeOffset CreatedAt, IReadOnlyList<DeliveryTry> Tries)
{
    public static DeliveryBody Of(Delivery delivery) =>
        new(delivery.Id, delivery.Type, delivery.Revision, delivery.State, delivery.CreatedAt, delivery.Tries);
}
