using Microsoft.AspNetCore.Http;
using Verification.Api.Bodies;
using Verification.Api.Pipeline;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Api.Webhooks;

/// <summary>A notification as it came in, for whoever checks it.</summary>
internal static class IncomingWebhook
{
    public static async Task<WebhookRequest> ReadAsync(ApiCall call, VerificationId? verification)
    {
        using var body = await BodyBuffer.ReadAsync(call.Request.Body, call.Aborted);
        return new WebhookRequest(verification, HeadersOf(call.Request), body.Bytes.ToArray());
    }

    private static Dictionary<string, string> HeadersOf(HttpRequest request) =>
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
