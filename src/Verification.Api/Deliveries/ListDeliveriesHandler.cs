using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;
using Verification.Core.Deliveries;
using Verification.Core.Verifications;

namespace Verification.Api.Deliveries;

/// <summary>What became of the outgoing webhooks of a verification, oldest first.</summary>
internal sealed class ListDeliveriesHandler(VerificationReader reader, DeliveryStore deliveries) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        var items = new List<DeliveryBody>();
        await foreach (var delivery in deliveries.ListAsync(record.Id, call.Aborted))
        {
            items.Add(DeliveryBody.Of(delivery));
        }

        return TypedResults.Json(new ItemsBody<DeliveryBody>(items), ApiJson.Options);
    }
}
