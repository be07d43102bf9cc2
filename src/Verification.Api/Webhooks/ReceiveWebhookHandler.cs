using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;

namespace Verification.Api.Webhooks;

internal sealed class ReceiveWebhookHandler(WebhookReceiver receiver) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var request = await IncomingWebhook.ReadAsync(call, VerificationOf(call));
        var answer = await receiver.ReceiveAsync(call.RouteValue("provider"), request, call.Aborted);
        return answer is null
            ? throw new ProblemException(ProblemTypes.NotFound, "No such provider is configured.")
            : new WebhookAnswerResult(answer);
    }

    private static VerificationId? VerificationOf(ApiCall call) =>
        !call.Request.RouteValues.ContainsKey("id") ? null
        : VerificationId.TryParse(call.RouteValue("id"), out var id) ? id
        : throw new ProblemException(ProblemTypes.NotFound, "There is no such verification.");
}
