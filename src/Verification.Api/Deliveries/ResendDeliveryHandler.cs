using Microsoft.AspNetCore.Http;
using Verification.Api.Bodies;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Deliveries;
using Verification.Core.Verifications;

namespace Verification.Api.Deliveries;

/// <summary>Sends an outgoing webhook again, under the id it always had.</summary>
internal sealed class ResendDeliveryHandler(VerificationReader reader, DeliveryStore deliveries, DeliveryCommands commands) : IApiHandler
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        await OptionalBody.RefuseMembersAsync(call);
        var delivery = await FindAsync(call, record);
        await commands.ResendAsync(record, delivery, call.Aborted);
        call.Request.HttpContext.Response.Headers.RetryAfter = RetryAfter.Seconds(Wait);
        return TypedResults.Json(DeliveryBody.Of(delivery), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<Delivery> FindAsync(ApiCall call, VerificationRecord record)
    {
        var id = call.RouteValue("delivery");
        await foreach (var delivery in deliveries.ListAsync(record.Id, call.Aborted))
        {
            if (delivery.Id.ToString() == id)
            {
                return delivery;
            }
        }

        throw new ProblemException(ProblemTypes.NotFound, "There is no such delivery.");
    }
}
