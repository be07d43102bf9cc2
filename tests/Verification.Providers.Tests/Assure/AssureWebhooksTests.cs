using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

public sealed class AssureWebhooksTests
{
    private const string EventSecret = "event-secret";
    private const string CallbackBody = $$"""{"dossierId":"{{Dossier}}","processId":"{{Process}}","status":"accepted"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callback_WithTheHeaderWeGave_IsAHint()
    {
        await using var assure = new AssureHarness();
        var authorization = await AuthorizationAsync(assure);

        var reading = await ReadAsync(assure, CallbackBody, assure.Id, ("authorization", authorization));

        Assert.Equal(
            new WebhookReading(true, new WebhookHint($"{Process}:accepted", Dossier, assure.Id, "callback"), WebhookAnswer.Ok), reading);
    }

    [Fact]
    public async Task Callback_ForAnotherVerification_IsRefused()
    {
        await using var assure = new AssureHarness();
        var authorization = await AuthorizationAsync(assure);
        var other = VerificationId.Parse("ver_0193a5c0a7f07d3c9a1b2c3d4e5f6072");

        var reading = await ReadAsync(assure, CallbackBody, other, ("Authorization", authorization));

        Assert.Equal(new WebhookReading(false, null, WebhookAnswer.Unauthorized), reading);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Token ")]
    [InlineData("Token AAAA")]
    [InlineData("Bearer \ud800")]
    public async Task Callback_WithAnotherHeader_IsRefused(string? header)
    {
        await using var assure = new AssureHarness();

        var reading = header is null
            ? await ReadAsync(assure, CallbackBody, assure.Id)
            : await ReadAsync(assure, CallbackBody, assure.Id, ("Authorization", header));

        Assert.False(reading.Authentic);
    }

    [Fact]
    public async Task Callback_SignedBeforeTheSecretWasRotated_IsAccepted()
    {
        await using var before = new AssureHarness();
        await using var after = new AssureHarness(
            ("CallbackSecrets:0", "a-newer-secret-of-at-least-32-characters"), ("CallbackSecrets:1", CallbackSecret));

        var old = await AuthorizationAsync(before);
        var current = await AuthorizationAsync(after);

        Assert.NotEqual(old, current);
        Assert.True((await ReadAsync(after, CallbackBody, after.Id, ("Authorization", old))).Authentic);
        Assert.True((await ReadAsync(after, CallbackBody, after.Id, ("Authorization", current))).Authentic);
        Assert.False((await ReadAsync(before, CallbackBody, before.Id, ("Authorization", current))).Authentic);
    }

    [Fact]
    public async Task Callback_WithJunkBody_IsStillAHint()
    {
        await using var assure = new AssureHarness();
        var authorization = await AuthorizationAsync(assure);

        var reading = await ReadAsync(assure, "]]", assure.Id, ("Authorization", authorization));

        Assert.True(reading.Authentic);
        Assert.Equal(assure.Id, reading.Hint!.Verification);
        Assert.Null(reading.Hint.SessionKey);
    }

    [Theory]
    [InlineData("HmacSha256", "Hex", "")]
    [InlineData("HmacSha256", "Base64", "sha256=")]
    [InlineData("HmacSha512", "Hex", "v1=")]
    [InlineData("Secret", "Hex", "")]
    public async Task Event_SignedAsTheSettingsSay_IsAHint(string algorithm, string encoding, string prefix)
    {
        await using var assure = new AssureHarness(
            ("Events:Header", "X-Test-Signature"),
            ("Events:Algorithm", algorithm),
            ("Events:Encoding", encoding),
            ("Events:Prefix", prefix),
            ("Events:Secrets:0", "an-older-secret"),
            ("Events:Secrets:1", EventSecret));
        var body = EventBody("dossierId", Dossier);
        var signature = prefix + Sign(algorithm, encoding, body);

        var reading = await ReadAsync(assure, body, null, ("x-test-signature", signature));
        var other = body.Replace("accepted", "rejected", StringComparison.Ordinal);
        var tampered = await ReadAsync(assure, other, null, ("x-test-signature", signature));

        Assert.Equal(
            new WebhookReading(true, new WebhookHint("event-1", Dossier, null, "process.complete"), WebhookAnswer.Ok), reading);
        Assert.Equal(algorithm == "Secret", tampered.Authentic);
    }

    [Fact]
    public async Task Event_OnlyExternalReference_NamesTheVerification()
    {
        await using var assure = new AssureHarness(("Events:AllowUnsigned", "true"));

        var reading = await ReadAsync(assure, EventBody("externalReference", $"{assure.Id} case-1042"), null);

        Assert.Equal(assure.Id, reading.Hint!.Verification);
        Assert.Null(reading.Hint.SessionKey);
    }

    [Fact]
    public async Task Event_ExternalReferenceIsTheDossierId_NamesTheDossier()
    {
        await using var assure = new AssureHarness(("Events:AllowUnsigned", "true"));

        var reading = await ReadAsync(assure, EventBody("externalReference", Dossier), null);

        Assert.Equal(Dossier, reading.Hint!.SessionKey);
    }

    [Fact]
    public async Task Event_NoSecretSet_IsRefused()
    {
        await using var assure = new AssureHarness();

        Assert.False((await ReadAsync(assure, EventBody("dossierId", Dossier), null)).Authentic);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"eventData":{"dossierId":{"a":1}}}""")]
    [InlineData("""{"eventData":{"dossierId":"../x","externalReference":"someone else's"}}""")]
    public async Task Event_NamesNothingOfOurs_IsAnsweredAndForgotten(string body)
    {
        await using var assure = new AssureHarness(("Events:AllowUnsigned", "true"));

        Assert.Equal(new WebhookReading(true, null, WebhookAnswer.Ok), await ReadAsync(assure, body, null));
    }

    [Fact]
    public async Task Read_AnyBytes_GivesAReading()
    {
        await using var assure = new AssureHarness(("Events:AllowUnsigned", "true"));
        var authorization = await AuthorizationAsync(assure);
        var random = new Random(20260101);
        var template = Encoding.UTF8.GetBytes(EventBody("externalReference", $@"{assure.Id} \u0041"));
        for (var round = 0; round < 5_000; round++)
        {
            var body = (byte[])template.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            if (round % 5 == 0)
            {
                random.NextBytes(body);
            }

            foreach (var verification in new VerificationId?[] { null, assure.Id })
            {
                var headers = new Dictionary<string, string> { ["Authorization"] = authorization };
                var reading = await assure.PictureId.ReadWebhookAsync(new WebhookRequest(verification, headers, body), Stop);
                Assert.Equal(200, reading.Answer.StatusCode);
            }
        }
    }

    private static async Task<string> AuthorizationAsync(AssureHarness assure)
    {
        assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending"));
        await assure.PictureId.OpenSessionAsync(
            assure.Open(existing: new ProviderSession(Dossier), webhook: new Uri("https://host.example/hook")), NoProgress, Stop);
        return (string)JsonNode.Parse(assure.Http.Last($"POST {Processes}").Text)!["authorizationHeader"]!;
    }

    private static ValueTask<WebhookReading> ReadAsync(
        AssureHarness assure, string body, VerificationId? verification, params (string Name, string Value)[] headers) =>
        assure.PictureId.ReadWebhookAsync(
            new WebhookRequest(
                verification,
                headers.ToDictionary(header => header.Name, header => header.Value),
                Encoding.UTF8.GetBytes(body)),
            Stop);

    private static string EventBody(string name, string value) =>
        $$$"""{"id":"event-1","eventName":"process.complete","eventData":{"{{{name}}}":"{{{value}}}","status":"accepted"},"tags":[]}""";

    private static string Sign(string algorithm, string encoding, string body)
    {
        var key = Encoding.UTF8.GetBytes(EventSecret);
        var bytes = Encoding.UTF8.GetBytes(body);
        if (algorithm == "Secret")
        {
            return EventSecret;
        }

        var mac = algorithm == "HmacSha256" ? HMACSHA256.HashData(key, bytes) : HMACSHA512.HashData(key, bytes);
        return encoding == "Hex" ? Convert.ToHexStringLower(mac) : Convert.ToBase64String(mac);
    }
}
