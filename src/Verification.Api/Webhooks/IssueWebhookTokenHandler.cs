using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Webhooks;

namespace Verification.Api.Webhooks;

/// <summary>The token endpoint that Incode calls before it sends a notification (OAuth 2.0 client credentials).</summary>
internal sealed class IssueWebhookTokenHandler(IEnumerable<IWebhookTokenIssuer> issuers) : IApiHandler
{
    private const string Family = "incode";

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var issuer = issuers.FirstOrDefault(issuer => issuer.Family == Family)
            ?? throw new ProblemException(ProblemTypes.NotFound, "No tokens are issued here.");
        return new WebhookAnswerResult(issuer.Issue(await IncomingWebhook.ReadAsync(call, verification: null)));
    }
}
