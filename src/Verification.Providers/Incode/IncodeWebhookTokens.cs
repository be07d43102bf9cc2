using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Webhooks;

namespace Verification.Providers.Incode;

/// <summary>
/// The tokens that Incode fetches from us before it notifies (OAuth 2.0 client credentials, RFC 6749 section 4.4, with HTTP Basic).
/// A token is its expiry and a MAC over it, so any instance checks what another one issued.
/// </summary>
internal sealed class IncodeWebhookTokens(IOptionsMonitor<IncodeOptions> options, TimeProvider time) : IWebhookTokenIssuer
{
    private const string Basic = "Basic ";
    private const string Json = "application/json";

    public string Family => IncodeClient.Family;

    public WebhookAnswer Issue(WebhookRequest request)
    {
        var settings = options.CurrentValue.Webhooks;
        if (FindSecret(settings, request) is not { } secret)
        {
            return Refused(401, "invalid_client");
        }

        if (Field(request, "grant_type") is not "client_credentials")
        {
            return Refused(400, "unsupported_grant_type");
        }

        var expiry = (time.GetUtcNow() + settings.TokenLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["access_token"] = $"{expiry}.{Mac(settings, secret, expiry)}",
            ["expires_in"] = (long)settings.TokenLifetime.TotalSeconds,
            ["token_type"] = "Bearer",
        };
        return new WebhookAnswer(200, Json, body.ToJsonString());
    }

    public bool IsValid(string token)
    {
        var settings = options.CurrentValue.Webhooks;
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !long.TryParse(token.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var expiry))
        {
            return false;
        }

        var shown = Encoding.UTF8.GetBytes(token[(dot + 1)..]);
        var signed = settings.ClientSecrets.Aggregate(
            false, (matches, secret) => matches | AreEqual(shown, Mac(settings, secret, token[..dot])));
        return signed && time.GetUtcNow().ToUnixTimeSeconds() < expiry;
    }

    public static bool AreEqual(byte[] shown, string expected) =>
        CryptographicOperations.FixedTimeEquals(shown, Encoding.UTF8.GetBytes(expected));

    private static string? FindSecret(IncodeWebhookOptions settings, WebhookRequest request)
    {
        var header = request.Header("Authorization");
        var bytes = new byte[header?.Length ?? 0];
        if (header?.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) is not true
            || !Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair is [var id, var secret]
            ? settings.ClientSecrets.FirstOrDefault(known => Shows(id, settings.ClientId ?? "") & Shows(secret, known))
            : null;
    }

    // RFC 6749, 2.3.1: both parts are form-encoded before they are joined, which not every client does.
    private static bool Shows(string text, string known) =>
        AreEqual(Encoding.UTF8.GetBytes(text), known) | AreEqual(Encoding.UTF8.GetBytes(WebUtility.UrlDecode(text)), known);

    private static string? Field(WebhookRequest request, string name)
    {
        try
        {
            using var form = new FormReader(Encoding.UTF8.GetString(request.Body.Span));
            return form.ReadForm().GetValueOrDefault(name).ToString();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Mac(IncodeWebhookOptions settings, string secret, string expiry) => Base64Url.EncodeToString(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"incode-webhook-token\n{settings.ClientId}\n{expiry}")));

    private static WebhookAnswer Refused(int status, string error) => new(status, Json, $$"""{"error":"{{error}}"}""");
}
