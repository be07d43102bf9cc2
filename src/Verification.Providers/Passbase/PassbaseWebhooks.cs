using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Providers.Http;

namespace Verification.Providers.Passbase;

/// <summary>
/// Notifications. They name an identity and no verification of ours, so the identity is looked up; what its metadata names is the
/// verification, and an identity that names none is of no interest.
/// </summary>
internal sealed class PassbaseWebhooks(PassbaseClient client, IOptionsMonitor<PassbaseOptions> options, TimeProvider time)
{
    private static readonly string[] Events =
    [
        "VERIFICATION_COMPLETED", "VERIFICATION_REVIEWED", "DATAPOINT_UPDATED", "IDENTITY_AUTHENTICATED", "WATCHLIST_MONITORING",
    ];

    // The same for wrong padding, wrong JSON and a wrong form: whoever could tell them apart could decrypt with it.
    private static readonly WebhookReading Refused = new(Authentic: false, null, new WebhookAnswer(400));

    // Exactly 200; anything else may switch the project's notifications off.
    private static readonly WebhookReading OfNoInterest = new(Authentic: true, null, WebhookAnswer.Ok);

    public async ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        if (Open(request) is not { ValueKind: JsonValueKind.Object } notification)
        {
            return Refused;
        }

        var name = notification.Text("event");
        if (!Events.Contains(name, StringComparer.Ordinal) || PassbaseKey.Read(notification.Text("key")) is not { } key)
        {
            return OfNoInterest;
        }

        var hint = new WebhookHint(EventId(notification, name!, key), key, Verification: null, new Code(name!));
        return await ClaimAsync(hint, key, cancellationToken) is { } claimed
            ? new WebhookReading(Authentic: true, claimed, WebhookAnswer.Ok)
            : OfNoInterest;
    }

    /// <summary>Names the verification and hands the key in to it. An identity that cannot be read now may be ours all the same.</summary>
    private async Task<WebhookHint?> ClaimAsync(WebhookHint hint, string key, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.CurrentValue.Webhooks.LookupTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var identity = await client.GetIdentityAsync(key, either.Token);
            return identity.Verification is { } verification
                ? hint with
                {
                    Verification = verification,
                    Submission = new JsonObject { [PassbaseProvider.IdentityAccessKey] = key },
                }
                : null;
        }
        catch (Exception exception)
            when (exception is ProviderException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return hint;
        }
    }

    private JsonElement? Open(WebhookRequest request)
    {
        var settings = options.CurrentValue.Webhooks;
        var mediaType = MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type) ? type.MediaType : null;
        if (settings.Secrets.Count == 0)
        {
            return settings.AllowPlain && IsType(mediaType, "application/json") ? Parse(request.Body) : null;
        }

        return IsType(mediaType, "text/plain")
            ? settings.Secrets.Select(secret => Parse(PassbaseCipher.TryDecrypt(request.Body.Span, secret))).FirstOrDefault(json => json is not null)
            : null;
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> body) =>
        LenientJson.TryParse(body, out var json) && json.ValueKind is JsonValueKind.Object ? json : null;

    // There is no event id, so all that tells two events apart; never the value of a datapoint.
    private static string EventId(JsonElement notification, string name, string key) => string.Join(
        ':', name, key, notification.Text("status"), notification.Text("resource_key"), notification.Text("type"), notification.Text("updated"));

    private static bool IsType(string? mediaType, string expected) => string.Equals(mediaType, expected, StringComparison.OrdinalIgnoreCase);
}
