using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Verification.Simulators.Webhooks;

namespace Verification.Simulators.Assure;

/// <summary>One event of the platform's Events service.</summary>
internal sealed class AssureEvent(
    AssureEventOptions settings, Scheduler scheduler, AssureProcess process, AssureStatus outcome, Uri url)
{
    private readonly DateTimeOffset _now = scheduler.Now;

    public Notification ProcessComplete() => Build("process.complete");

    public Notification DownloadReady() => Build(settings.DownloadReadyName);

    private Notification Build(string name)
    {
        var resends = settings.ResendAfter > TimeSpan.Zero ? (int)(settings.Lifetime / settings.ResendAfter) : 0;
        var retry = new WebhookRetry(
            settings.Timeout, [.. Enumerable.Repeat(settings.ResendAfter, resends)], response => response.IsSuccessStatusCode);
        return new Notification(AssureState.Provider, process.Dossier.Id, name, retry, (variant, _, _) =>
        {
            var body = Body(name, variant);
            var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            if (settings.Secret is { } secret)
            {
                var used = variant == WebhookVariant.Forged ? "forged" : secret;
                request.Headers.TryAddWithoutValidation(settings.Header, settings.Prefix + Sign(body, used));
            }

            return Task.FromResult(request);
        });
    }

    /// <summary>The same in every copy, so that the receiver can tell a repetition.</summary>
    private string Id(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{process.Id} {name}")).AsSpan(0, 16));

    private byte[] Body(string name, WebhookVariant variant) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = variant == WebhookVariant.Genuine ? Id(name) : RandomIds.TraceId(),
        timestamp = Time(_now),
        sender = settings.Sender,
        eventName = name,
        eventData = new
        {
            dossierId = process.Dossier.Id,
            processId = process.Id,
            externalReference = settings.ReferenceIsDossierId ? process.Dossier.Id : process.Dossier.Reference,
            provider = process.Product.Alias,
            status = AssureWebhooks.Claim(variant, outcome).Word(),
        },
        accountId = settings.AccountId,
        organizationId = (string?)null,
        expiresAt = Time(_now + settings.Lifetime),
        tags = Array.Empty<string>(),
    });

    private string Sign(byte[] body, string secret)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
        return settings.Signature switch
        {
            AssureEventSignature.HmacSha256Hex => Convert.ToHexStringLower(hash),
            AssureEventSignature.HmacSha256Base64 => Convert.ToBase64String(hash),
            _ => secret,
        };
    }

    // Seven fractional digits, as in the published sample.
    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
