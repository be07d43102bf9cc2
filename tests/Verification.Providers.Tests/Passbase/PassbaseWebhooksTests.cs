using System.Security.Cryptography;
using System.Text;
using Verification.Core.Providers;

namespace Verification.Providers.Tests.Passbase;

public sealed class PassbaseWebhooksTests
{
    private const string Key = "0b6f4a5e-6a3c-4f0e-9d0c-5f1e2d3c4b5a";
    private const string OldSecret = "fedcba9876543210fedcba9876543210";
    private static readonly string Reviewed = Notification("VERIFICATION_REVIEWED");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Junk => new()
    {
        { "text/plain", "" },
        { "text/plain", "not base64 !!" },
        { "text/plain", "AAAA" },
        { "text/plain", Convert.ToBase64String(new byte[16]) },
        { "text/plain", Convert.ToBase64String(new byte[33]) },
        { "text/plain", Convert.ToBase64String(RandomNumberGenerator.GetBytes(160)) },
        { "text/plain", Reviewed },
        { "text/plain", Encrypt("not json", SimulatedPassbase.WebhookSecret) },
        { "text/plain", Encrypt("[]", SimulatedPassbase.WebhookSecret) },
        { "text/plain", Encrypt("", SimulatedPassbase.WebhookSecret) },
        { "text/plain", Encrypt(Reviewed, "another-secret-of-thirty-two-byt") },
        { "text/plain", Convert.ToBase64String(Convert.FromBase64String(Encrypt(Reviewed, SimulatedPassbase.WebhookSecret))[..^16]) },
        { "application/json", Reviewed },
        { "application/json", Encrypt(Reviewed, SimulatedPassbase.WebhookSecret) },
        { "", Encrypt(Reviewed, SimulatedPassbase.WebhookSecret) },
        { ";;;", Encrypt(Reviewed, SimulatedPassbase.WebhookSecret) },
    };

    [Theory]
    [MemberData(nameof(Junk))]
    public async Task Read_AnyJunk_GetsOneAndTheSameAnswer(string mediaType, string body)
    {
        await using var world = await SimulatedPassbase.StartAsync();

        var reading = await world.Provider.ReadWebhookAsync(Request(mediaType, body), Stop);

        Assert.Equal(new WebhookReading(false, null, new WebhookAnswer(400)), reading);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("Text/Plain; charset=utf-8")]
    public async Task Read_EncryptedWithAnyLiveSecret_IsTaken(string mediaType)
    {
        await using var world = await SimulatedPassbase.StartAsync(settings: ("Webhooks:Secrets:1", OldSecret));

        foreach (var secret in new[] { SimulatedPassbase.WebhookSecret, OldSecret })
        {
            var reading = await world.RunAsync(
                world.Provider.ReadWebhookAsync(Request(mediaType, $" {Encrypt(Reviewed, secret)}\r\n"), Stop).AsTask());

            Assert.True(reading.Authentic);
            Assert.Equal((Key, "VERIFICATION_REVIEWED"), (reading.Hint!.SessionKey, reading.Hint.Kind.ToString()));
        }
    }

    [Fact]
    public async Task Read_IdentityNotToBeReadNow_IsKeptByItsKey()
    {
        await using var world = await SimulatedPassbase.StartAsync();

        var reading = await world.RunAsync(world.Provider.ReadWebhookAsync(Request("text/plain", Encrypted(Reviewed)), Stop).AsTask());

        Assert.Equal((Key, null, null), (reading.Hint!.SessionKey, reading.Hint.Verification, reading.Hint.Submission));
    }

    [Fact]
    public async Task Read_IdentityOfSomebodyElse_IsOfNoInterest()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(Core.Verifications.CapturePath.Sdk, "no-webhook");
        session.SdkOptions!["metaData"] = null;
        var key = (string)(await world.CaptureAsync(session))["identityAccessKey"]!;

        var reading = await world.RunAsync(world.Provider.ReadWebhookAsync(
            Request("text/plain", Encrypted(Reviewed.Replace(Key, key, StringComparison.Ordinal))), Stop).AsTask());

        Assert.Equal(new WebhookReading(true, null, WebhookAnswer.Ok), reading);
    }

    [Theory]
    [InlineData("VERIFICATION_FORGOTTEN", Key)]
    [InlineData("VERIFICATION_REVIEWED", "../settings")]
    [InlineData("VERIFICATION_REVIEWED", "")]
    public async Task Read_UnknownEventOrKeyThatIsNone_IsAnswered200AndIgnored(string name, string key)
    {
        await using var world = await SimulatedPassbase.StartAsync();

        var reading = await world.Provider.ReadWebhookAsync(
            Request("text/plain", Encrypted(Notification(name).Replace(Key, key, StringComparison.Ordinal))), Stop);

        Assert.Equal(new WebhookReading(true, null, WebhookAnswer.Ok), reading);
    }

    [Theory]
    [InlineData("VERIFICATION_COMPLETED")]
    [InlineData("VERIFICATION_REVIEWED")]
    [InlineData("DATAPOINT_UPDATED")]
    [InlineData("IDENTITY_AUTHENTICATED")]
    [InlineData("WATCHLIST_MONITORING")]
    public async Task Read_EachEvent_IsAHintAndNeverCarriesTheValue(string name)
    {
        await using var world = await SimulatedPassbase.StartAsync();

        var reading = await world.RunAsync(
            world.Provider.ReadWebhookAsync(Request("text/plain", Encrypted(Notification(name))), Stop).AsTask());

        Assert.Equal(name, reading.Hint!.Kind.ToString());
        Assert.DoesNotContain("Maria", reading.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_SameEventTwiceAndAReversal_AreToldApart()
    {
        await using var world = await SimulatedPassbase.StartAsync();

        var first = await EventIdAsync(world, Reviewed);
        var again = await EventIdAsync(world, Reviewed);
        var reversed = await EventIdAsync(world, Reviewed.Replace("approved", "declined", StringComparison.Ordinal));

        Assert.Equal(first, again);
        Assert.NotEqual(first, reversed);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Read_PlainWithoutASecret_IsTakenOnlyWhenAllowed(string allowed, bool taken)
    {
        await using var world = await SimulatedPassbase.StartAsync(
            settings: [("Webhooks:Secrets:0", null), ("Webhooks:AllowPlain", allowed)]);

        var reading = await world.RunAsync(
            world.Provider.ReadWebhookAsync(Request("application/json", Reviewed), Stop).AsTask());

        Assert.Equal(taken, reading.Authentic);
    }

    [Fact]
    public async Task Read_RandomBytes_NeverThrow()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var random = new Random(1042);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            var request = new WebhookRequest(null, new Dictionary<string, string> { ["Content-Type"] = "text/plain" }, bytes);

            Assert.False((await world.Provider.ReadWebhookAsync(request, Stop)).Authentic);
        }
    }

    private static async Task<string> EventIdAsync(SimulatedPassbase world, string json) =>
        (await world.RunAsync(world.Provider.ReadWebhookAsync(Request("text/plain", Encrypted(json)), Stop).AsTask())).Hint!.EventId;

    private static string Notification(string name) =>
        $$"""{"event":"{{name}}","key":"{{Key}}","status":"approved","type":"FIRST_NAMES","value":"Maria","created":1600000000,"updated":1600000100}""";

    private static WebhookRequest Request(string mediaType, string body) => new(
        Verification: null, new Dictionary<string, string> { ["content-type"] = mediaType }, Encoding.UTF8.GetBytes(body));

    private static string Encrypted(string json) => Encrypt(json, SimulatedPassbase.WebhookSecret);

    private static string Encrypt(string json, string secret)
    {
        using var aes = Aes.Create();
        aes.Key = Encoding.UTF8.GetBytes(secret);
        var iv = RandomNumberGenerator.GetBytes(16);
        return Convert.ToBase64String([.. iv, .. aes.EncryptCbc(Encoding.UTF8.GetBytes(json), iv)]);
    }
}
