using System.Text;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Verifications;
using Verification.Providers.Http;

namespace Verification.Providers.Incode;

/// <summary>
/// Notifications of the account (<c>POST .../webhooks/incode</c>): status changes, session webhooks, and other kinds that share the
/// address and are of no interest. They carry no event id, so what they say identifies them.
/// </summary>
internal sealed class IncodeWebhooks(IOptionsMonitor<IncodeOptions> options, IncodeWebhookTokens tokens)
{
    private const string Bearer = "Bearer ";

    // Anything but a 200 with JSON, or a 204, is sent again up to five times.
    private static readonly WebhookAnswer Taken = new(200, "application/json", """{"success":true}""");

    public WebhookReading Read(WebhookRequest request)
    {
        if (!IsAuthentic(request))
        {
            return new WebhookReading(Authentic: false, null, WebhookAnswer.Unauthorized);
        }

        _ = LenientJson.TryParse(request.Body, out var body);
        var status = body.Text("onboardingStatus");
        var happened = status ?? body.Text("event_type");
        if (ProviderId.Read(body.Text("interviewId")) is not { } interview || happened is null)
        {
            return new WebhookReading(Authentic: true, null, Taken);
        }

        var verification = ExternalReference.VerificationOf(body.Text("externalCustomerId") ?? body.Text("externalId"));
        var kind = Code.TryParse(happened, null, out var code) ? code : "status";
        var eventId = $"{interview}:{status}:{body.Text("event_type")}";
        return new WebhookReading(Authentic: true, new WebhookHint(eventId, interview, verification, kind), Taken);
    }

    private bool IsAuthentic(WebhookRequest request)
    {
        var settings = options.CurrentValue.Webhooks;
        if (settings.Secrets.Count == 0 && settings.ClientSecrets.Count == 0)
        {
            return settings.AllowUnsigned;
        }

        var shown = Encoding.UTF8.GetBytes(request.Header(settings.Header) ?? "");
        var known = settings.Secrets.Aggregate(false, (matches, secret) => matches | IncodeWebhookTokens.AreEqual(shown, secret));
        return known | (request.Header("Authorization") is { } authorization
            && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && tokens.IsValid(authorization[Bearer.Length..]));
    }
}
