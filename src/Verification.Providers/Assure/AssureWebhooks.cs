using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Verifications;
using Verification.Providers.Http;

namespace Verification.Providers.Assure;

/// <summary>
/// Both kinds of notifications. A callback (<c>POST .../webhooks/assure/{id}</c>) is not signed by Signicat; it carries back an
/// <c>Authorization</c> that we chose, and we choose a MAC over the verification's id, so that it is checked without a look-up. An
/// event (<c>POST .../webhooks/assure</c>) comes from the account's subscription and is signed as the settings say.
/// </summary>
internal sealed class AssureWebhooks(IOptionsMonitor<AssureOptions> options)
{
    private const string Scheme = "Token ";

    private static readonly WebhookReading Refused = new(Authentic: false, null, WebhookAnswer.Unauthorized);

    /// <summary>The <c>authorizationHeader</c> for one verification, or null when no secret is set and callbacks are not used.</summary>
    public string? Authorization(VerificationId verification) =>
        options.CurrentValue.CallbackSecrets.FirstOrDefault() is { } secret ? Authorization(verification, secret) : null;

    public WebhookReading Read(WebhookRequest request) => request.Verification is { } verification
        ? ReadCallback(request, verification)
        : ReadEvent(request);

    private WebhookReading ReadCallback(WebhookRequest request, VerificationId verification)
    {
        var given = request.Header("Authorization");
        if (!options.CurrentValue.CallbackSecrets.Aggregate(
            false, (matches, secret) => matches | AssureSignature.AreEqual(given, Authorization(verification, secret))))
        {
            return Refused;
        }

        // Whoever knows the header is Signicat; a body that cannot be read is still a reason to look.
        _ = LenientJson.TryParse(request.Body, out var body);
        var process = body.Text("processId");
        var eventId = process is null
            ? Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))
            : $"{process}:{body.Text("status")}";
        return Accepted(new WebhookHint(eventId, ProviderId.Read(body.Text("dossierId")), verification, "callback"));
    }

    private WebhookReading ReadEvent(WebhookRequest request)
    {
        var settings = options.CurrentValue.Events;
        if (!AssureSignature.IsValid(settings, request.Header(settings.Header), request.Body.Span))
        {
            return Refused;
        }

        if (!LenientJson.TryParse(request.Body, out var body) || body.ValueKind is not JsonValueKind.Object)
        {
            return Accepted(null);
        }

        var data = body.Member("eventData");
        var reference = data.Text("externalReference");
        var verification = ExternalReference.VerificationOf(reference);

        // The documents can be read both ways: the reference is the one we gave, or the dossier's own id.
        var dossier = ProviderId.Read(data.Text("dossierId")) ?? (verification is null ? ProviderId.Read(reference) : null);
        if (dossier is null && verification is null)
        {
            return Accepted(null);
        }

        var kind = Code.TryParse(body.Text("eventName"), null, out var name) ? name : "event";
        var eventId = body.Text("id") ?? Convert.ToHexStringLower(SHA256.HashData(request.Body.Span));
        return Accepted(new WebhookHint(eventId, dossier, verification, kind));
    }

    // Signicat documents exactly 200, within ten seconds.
    private static WebhookReading Accepted(WebhookHint? hint) => new(Authentic: true, hint, WebhookAnswer.Ok);

    private static string Authorization(VerificationId verification, string secret)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(verification.ToString()));
        return Scheme + Convert.ToBase64String(mac).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
