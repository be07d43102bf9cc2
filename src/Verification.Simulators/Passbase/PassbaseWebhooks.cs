using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Simulators.Webhooks;

namespace Verification.Simulators.Passbase;

/// <summary>Tells the project's endpoint: encrypted where a secret is set, plain elsewhere.</summary>
internal sealed class PassbaseWebhooks(WebhookSender sender, IOptions<PassbaseOptions> options)
{
    private const int IvBytes = 16;

    private int _failures;

    /// <summary>To be awaited before the hand-in is answered.</summary>
    public async Task SubmittedAsync(PassbaseIdentity identity)
    {
        if (Build(identity, "VERIFICATION_REVIEWED", PassbaseStatus.Of(identity.Run.Scenario.Outcome)) is { } notification)
        {
            await sender.SendEarlyAsync(notification, identity.Run.Scenario.Webhooks);
        }
    }

    public void Send(PassbaseIdentity identity, string name)
    {
        if (Build(identity, name, identity.Status) is { } notification)
        {
            var plan = identity.Run.Scenario.Webhooks;
            sender.Send(notification, plan, afterStart: name == "VERIFICATION_REVIEWED");
        }
    }

    public void Reset() => _failures = 0;

    /// <summary>Null while nobody is to be told.</summary>
    private Notification? Build(PassbaseIdentity identity, string name, string status)
    {
        var settings = options.Value.Webhooks;
        if (settings.Url is not { } url || settings.Unticked.Contains(name) || _failures >= settings.DisabledAfter)
        {
            return null;
        }

        var retry = new WebhookRetry(
            settings.Timeout, [.. Enumerable.Repeat(settings.ResendAfter, settings.Resends)], Accepts);
        var body = Body(identity, name, status);
        return new Notification(PassbaseState.Provider, identity.LedgerId, name, retry, (variant, _, _) =>
            Task.FromResult(new HttpRequestMessage(HttpMethod.Post, url) { Content = Content(Vary(body, variant), variant, settings) }));
    }

    private bool Accepts(HttpResponseMessage response)
    {
        var accepted = (int)response.StatusCode == StatusCodes.Status200OK;
        if (!accepted)
        {
            Interlocked.Increment(ref _failures);
        }

        return accepted;
    }

    /// <summary>As it was when it happened, whenever it is sent.</summary>
    private static JsonObject Body(PassbaseIdentity identity, string name, string status)
    {
        var body = new JsonObject
        {
            ["event"] = name,
            ["key"] = identity.Id,
            ["created"] = identity.Created.ToUnixTimeSeconds(),
            ["updated"] = identity.Updated.ToUnixTimeSeconds(),
        };
        switch (name)
        {
            case "DATAPOINT_UPDATED":
                body["resource_key"] = identity.Document.Id;
                body["type"] = "SEX";
                body["value"] = identity.Sex;
                break;
            case "VERIFICATION_COMPLETED" or "VERIFICATION_REVIEWED":
                body["status"] = status;
                body["processed"] = identity.Processed?.ToUnixTimeSeconds() ?? 0;
                break;
        }

        return body;
    }

    private static JsonObject Vary(JsonObject genuine, WebhookVariant variant)
    {
        var body = genuine.DeepClone().AsObject();
        switch (variant)
        {
            case WebhookVariant.Stale:
                body["event"] = "VERIFICATION_COMPLETED";
                body["status"] = PassbaseStatus.Pending;
                break;
            case WebhookVariant.Contradicting:
                body["event"] = "VERIFICATION_REVIEWED";
                body["status"] = PassbaseStatus.Opposite((string?)genuine["status"] ?? PassbaseStatus.Pending);
                break;
            case WebhookVariant.Forged:
                body["event"] = "VERIFICATION_REVIEWED";
                body["status"] = PassbaseStatus.Approved;
                break;
        }

        return body;
    }

    private static ByteArrayContent Content(JsonObject body, WebhookVariant variant, PassbaseWebhookOptions settings)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body);
        var content = settings.Secret is not { } secret ? new ByteArrayContent(json) : new ByteArrayContent(
            Encrypt(json, variant == WebhookVariant.Forged ? new string('f', secret.Length) : secret));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(settings.Secret is null ? "application/json" : settings.EncryptedMediaType);
        return content;
    }

    private static byte[] Encrypt(byte[] json, string secret)
    {
        using var aes = Aes.Create();
        aes.Key = Encoding.UTF8.GetBytes(secret);
        var iv = RandomNumberGenerator.GetBytes(IvBytes);
        return Encoding.ASCII.GetBytes(Convert.ToBase64String([.. iv, .. aes.EncryptCbc(json, iv)]));
    }
}
