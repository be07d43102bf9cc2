using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Providers;
using Verification.Core.Webhooks;
using Verification.Testing;

namespace Verification.Providers.Tests.Incode;

public sealed class IncodeWebhooksTests
{
    private const string Secret = SimulatedIncode.HeaderSecret;
    private const string ClientSecret = SimulatedIncode.ClientSecret;
    private const string Finished = """{"interviewId":"65fe0123456789abcdef0123","onboardingStatus":"ONBOARDING_FINISHED"}""";

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Read_KnownSecret_HintsAtTheSessionAndAnswersJson()
    {
        var reading = await ReadAsync(Finished, ("x-incode-secret", Secret));

        Assert.True(reading.Authentic);
        Assert.Equal(("65fe0123456789abcdef0123", "ONBOARDING_FINISHED"), (reading.Hint!.SessionKey, reading.Hint.Kind.ToString()));
        Assert.Equal((200, "application/json"), (reading.Answer.StatusCode, reading.Answer.ContentType));
    }

    [Theory]
    [InlineData("X-Incode-Secret", "wrong")]
    [InlineData("X-Incode-Secret", "")]
    [InlineData("X-Other", Secret)]
    [InlineData("Authorization", "Bearer 9999999999.forged")]
    [InlineData("Authorization", "Bearer .")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Basic abc")]
    public async Task Read_NothingThatProvesIt_IsRefused(string header, string value)
    {
        var reading = await ReadAsync(Finished, (header, value));

        Assert.False(reading.Authentic);
        Assert.Null(reading.Hint);
        Assert.Equal(401, reading.Answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("""{"interviewId":"../../x","onboardingStatus":"ONBOARDING_FINISHED"}""")]
    [InlineData("""{"interviewId":"65fe0123456789abcdef0123"}""")]
    [InlineData("""{"ref":"global-watchlist-updated"}""")]
    public async Task Read_OtherKindsAndJunk_AreTakenWithoutAHint(string body)
    {
        var reading = await ReadAsync(body, ("X-Incode-Secret", Secret));

        Assert.True(reading.Authentic);
        Assert.Null(reading.Hint);
        Assert.Equal(200, reading.Answer.StatusCode);
    }

    [Fact]
    public async Task Read_SessionWebhook_NamesTheVerification()
    {
        const string Body = """
            {"event_type":"SESSION_PENDING_REVIEW","interviewId":"65fe0123456789abcdef0123","onboardingStatus":"ONBOARDING_FINISHED",
             "externalCustomerId":"ver_0193a5c0a7f07d3c9a1b2c3d4e5f6071 case-1"}
            """;

        var hint = (await ReadAsync(Body, ("X-Incode-Secret", Secret))).Hint!;

        Assert.Equal("ver_0193a5c0a7f07d3c9a1b2c3d4e5f6071", hint.Verification.ToString());
        Assert.NotEqual((await ReadAsync(Finished, ("X-Incode-Secret", Secret))).Hint!.EventId, hint.EventId);
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public async Task Read_NothingSetUp_IsTakenOnlyWhenAllowed(string allow, bool authentic)
    {
        using var services = Build(("Webhooks:AllowUnsigned", allow));

        var reading = await Provider(services).ReadWebhookAsync(Request(Finished), TestContext.Current.CancellationToken);

        Assert.Equal(authentic, reading.Authentic);
    }

    [Theory]
    [InlineData("incode", ClientSecret)]
    [InlineData("incode", "another-secret-with-a-plus-%2B-and-more-in-it")]
    public async Task Issue_KnownClient_GivesATokenThatIsTakenUntilItExpires(string id, string secret)
    {
        using var services = BuildWithClient();
        var issued = services.GetRequiredService<IWebhookTokenIssuer>().Issue(TokenRequest(id, secret));
        Assert.Equal((200, "application/json"), (issued.StatusCode, issued.ContentType));
        var answer = JsonNode.Parse(issued.Body!)!;
        Assert.Equal(600, (int)answer["expires_in"]!);
        var request = Request(Finished, ("authorization", $"Bearer {answer["access_token"]}"));

        Assert.True((await Provider(services).ReadWebhookAsync(request, TestContext.Current.CancellationToken)).Authentic);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False((await Provider(services).ReadWebhookAsync(request, TestContext.Current.CancellationToken)).Authentic);
    }

    [Fact]
    public async Task Issue_TokenWithAnotherExpiry_IsNotTaken()
    {
        using var services = BuildWithClient();
        var issued = services.GetRequiredService<IWebhookTokenIssuer>().Issue(TokenRequest("incode", ClientSecret));
        var token = ((string)JsonNode.Parse(issued.Body!)!["access_token"]!).Split('.');
        var request = Request(Finished, ("Authorization", $"Bearer {long.Parse(token[0], null) + 60}.{token[1]}"));

        Assert.False((await Provider(services).ReadWebhookAsync(request, TestContext.Current.CancellationToken)).Authentic);
    }

    [Theory]
    [InlineData("incode", "wrong", "client_credentials", 401)]
    [InlineData("other", ClientSecret, "client_credentials", 401)]
    [InlineData("incode", ClientSecret, "password", 400)]
    public void Issue_WrongClientOrGrant_IsRefused(string id, string secret, string grant, int status)
    {
        using var services = BuildWithClient();

        var answer = services.GetRequiredService<IWebhookTokenIssuer>().Issue(TokenRequest(id, secret, grant));

        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain("access_token", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic %%%")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Bearer x")]
    public void Issue_JunkAuthorization_IsRefused(string? authorization)
    {
        using var services = BuildWithClient();
        var request = authorization is null ? Request("junk") : Request("junk", ("Authorization", authorization));

        Assert.Equal(401, services.GetRequiredService<IWebhookTokenIssuer>().Issue(request).StatusCode);
    }

    private async Task<WebhookReading> ReadAsync(string body, params (string Name, string Value)[] headers)
    {
        using var services = Build(("Webhooks:Secrets:0", "an-older-secret-that-is-still-taken-here"), ("Webhooks:Secrets:1", Secret));
        return await Provider(services).ReadWebhookAsync(Request(body, headers), TestContext.Current.CancellationToken);
    }

    private static WebhookRequest TokenRequest(string id, string secret, string grant = "client_credentials") => Request(
        $"grant_type={grant}", ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))}"));

    private static WebhookRequest Request(string body, params (string Name, string Value)[] headers) =>
        new(null, headers.ToDictionary(header => header.Name, header => header.Value), Encoding.UTF8.GetBytes(body));

    private static IVerificationProvider Provider(ServiceProvider services) => services.GetRequiredService<ProviderCatalog>().Get("incode");

    private ServiceProvider BuildWithClient() => Build(
        ("Webhooks:ClientId", "incode"),
        ("Webhooks:ClientSecrets:0", ClientSecret),
        ("Webhooks:ClientSecrets:1", WebUtility.UrlDecode("another-secret-with-a-plus-%2B-and-more-in-it")));

    private ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => $"Providers:Incode:{setting.Key}", setting => (string?)setting.Value);
        values["Providers:Incode:ApiKey"] = "key";
        values["Providers:Incode:ConfigurationId"] = "flow";
        return new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddVerificationProviders(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
    }
}
