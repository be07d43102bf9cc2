using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Providers;
using Verification.Core.Webhooks;
using Verification.Testing.Providers;

namespace Verification.Api.Tests.Webhooks;

public sealed class WebhookHandlersTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receive_AnswersExactlyWhatTheProviderWants()
    {
        _app.Bench.Provider.Webhook = new WebhookReading(true, null, new WebhookAnswer(202, "text/plain", "thanks"));

        var response = await _app.CreateClient(null).PostAsync("/api/webhooks/fake", new StringContent("anything"), Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("thanks", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Receive_AuthenticHint_IsDurableBeforeTheAnswer()
    {
        _app.Bench.Provider.Webhook = new WebhookReading(true, new WebhookHint("event-1", "nobody-knows", null, "any"), WebhookAnswer.Ok);

        var response = await _app.CreateClient(null).PostAsync("/api/webhooks/fake", new StringContent("{}"), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Single(_app.Bench.Objects.Paths, path => path.StartsWith("inbox/fake/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Receive_HintForAVerificationThatIsInThePath_WakesIt()
    {
        var path = await _app.StartAsync(("images", new System.Text.Json.Nodes.JsonObject { ["front"] = ApiApplication.PngDataUrl }));
        var looks = _app.Bench.Provider.CallsOf("progress");
        _app.Bench.Provider.Webhook = new WebhookReading(true, new WebhookHint("event-1", null, null, "any"), WebhookAnswer.Ok);

        await _app.CreateClient(null).PostAsync($"/api/webhooks/fake/{path.Split('/')[^1]}", new StringContent("{}"), Token);

        Assert.True(_app.Bench.Provider.CallsOf("progress") > looks);
        Assert.Equal("completed", (string?)(await _app.GetAsync(path))["status"]);
    }

    [Theory]
    [InlineData(256 * 1024, HttpStatusCode.OK)]
    [InlineData((256 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Receive_AtAndAboveTheLimit_IsTakenAndRefused(int size, HttpStatusCode status)
    {
        var response = await _app.CreateClient(null).PostAsync("/api/webhooks/fake", new ByteArrayContent(new byte[size]), Token);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/webhooks/nobody")]
    [InlineData("/api/webhooks/fake/not-an-id")]
    [InlineData("/api/webhooks/incode/token")]
    public async Task Receive_WhereNobodyListens_Is404(string path)
    {
        var content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);

        await ProblemAssert.IsAsync(await _app.CreateClient(null).PostAsync(path, content, Token), HttpStatusCode.NotFound, "notFound");
    }

    [Fact]
    public async Task IssueToken_WithAnIssuer_GivesItTheRawRequest()
    {
        var issuer = new RecordingIssuer();
        await using var app = new ApiApplication(services => services.AddSingleton<IWebhookTokenIssuer>(issuer), new FakeProvider("incode"));
        var content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);

        var response = await app.CreateClient(null).PostAsync("/api/webhooks/incode/token", content, Token);

        Assert.Equal("{\"access_token\":\"t\"}", await response.Content.ReadAsStringAsync(Token));
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("grant_type=client_credentials", System.Text.Encoding.UTF8.GetString(issuer.Request!.Body.Span));
        Assert.Equal("application/x-www-form-urlencoded", issuer.Request.Headers["CONTENT-TYPE"]);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class RecordingIssuer : IWebhookTokenIssuer
    {
        public string Family => "incode";

        public WebhookRequest? Request { get; private set; }

        public WebhookAnswer Issue(WebhookRequest request)
        {
            Request = request;
            return new WebhookAnswer(200, "application/json", "{\"access_token\":\"t\"}");
        }
    }
}
