using System.Net;
using System.Text.Json.Nodes;
using Verification.Core.Providers;

namespace Verification.Api.Tests.Verifications;

public sealed class StartVerificationHandlerTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    [Fact]
    public async Task Start_WithItsImage_RunsToADecisionAndAResult()
    {
        var response = await _app.PostStartAsync(ApiApplication.Body(
            ("reference", "order-7"), ("images", new JsonObject { ["front"] = ApiApplication.PngDataUrl })));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var path = response.Headers.Location!.ToString();
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        var snapshot = await _app.GetAsync(path);
        Assert.Equal("completed", (string?)snapshot["status"]);
        Assert.Equal("accepted", (string?)snapshot["decision"]);
        Assert.Equal("order-7", (string?)snapshot["reference"]);
        Assert.Equal($"{path}/result", (string?)snapshot["links"]!["result"]);
        var result = await _app.GetAsync($"{path}/result");
        Assert.Equal("accepted", (string?)result["decision"]);
        Assert.Equal(1, _app.Bench.Provider.Starts);
    }

    [Fact]
    public async Task Start_WithoutItsImage_SaysWhatIsMissing()
    {
        var snapshot = await ApiApplication.ReadAsync(await _app.PostStartAsync(ApiApplication.Body()));

        Assert.Equal("awaitingInput", (string?)snapshot["status"]);
        var awaited = Assert.Single(snapshot["awaiting"]!.AsArray())!;
        Assert.Equal("front", (string?)awaited["kind"]);
        Assert.Equal("front.missing", (string?)awaited["code"]);
        Assert.Equal("Send a picture of the front of the document.", (string?)awaited["message"]);
        Assert.Equal(
            ["id", "status", "decision", "reasons", "revision", "provider", "capture", "reference", "simulated", "session", "awaiting", "createdAt", "updatedAt", "expiresAt", "links"],
            snapshot.AsObject().Select(member => member.Key));
        Assert.Equal("2026-01-01T00:00:00Z", (string?)snapshot["createdAt"]);
        Assert.Equal("2026-01-02T00:00:00Z", (string?)snapshot["expiresAt"]);
    }

    [Fact]
    public async Task Start_SameKeyAndBody_IsTheSameVerification()
    {
        var body = ApiApplication.Body(("reference", "order-7"));

        var first = await _app.PostStartAsync(body, "\"key-1\"");
        var second = await _app.PostStartAsync(body, "key-1");

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Single(_app.Bench.Objects.Paths, path => path.StartsWith("verifications/", StringComparison.Ordinal));
    }

    /// <summary>What was acknowledged stays so, also when the name of its callback cannot be found for a while.</summary>
    [Fact]
    public async Task Start_RetryWhenItsCallbackIsRefusedByNow_IsTheSameVerification()
    {
        var body = ApiApplication.Body(("callbackUrl", "https://shop.example/hook"));
        var first = await _app.PostStartAsync(body, "key-1");
        _app.Bench.Deliveries.Refusal = "Its host cannot be found.";

        var retry = await _app.PostStartAsync(body, "key-1");
        var other = await _app.PostStartAsync(body, "key-2");

        Assert.Equal((HttpStatusCode.Created, first.Headers.Location), (retry.StatusCode, retry.Headers.Location));
        await ProblemAssert.IsAsync(other, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Start_SameKeyOtherBody_Is422()
    {
        await _app.PostStartAsync(ApiApplication.Body(), "key-1");

        var response = await _app.PostStartAsync(ApiApplication.Body(("reference", "other")), "key-1");

        await ProblemAssert.IsAsync(response, HttpStatusCode.UnprocessableEntity, "idempotencyKey.reused");
    }

    [Fact]
    public async Task Start_WhileTheSameIsUnderWay_IsToldToComeBackSoon()
    {
        var reached = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _app.Bench.Objects.Before = async (call, _) =>
        {
            if (call.Path.StartsWith("requests/", StringComparison.Ordinal))
            {
                _app.Bench.Objects.Before = null;
                reached.SetResult();
                await goOn.Task;
            }
        };
        var first = _app.PostStartAsync(ApiApplication.Body(), "key-1");
        await reached.Task;

        var second = await _app.PostStartAsync(ApiApplication.Body(), "key-1");
        goOn.SetResult();

        await ProblemAssert.IsAsync(second, HttpStatusCode.Conflict, "start.inFlight");
        Assert.Equal(TimeSpan.FromSeconds(2), second.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
    }

    [Fact]
    public async Task Start_ImageThatIsNone_NamesTheFieldAndKeepsNothing()
    {
        var url = $"data:image/png;base64,{Convert.ToBase64String("not an image"u8)}";

        var response = await _app.PostStartAsync(ApiApplication.Body(("images", new JsonObject { ["front"] = url })), "key-1");

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "image.refused");
        Assert.NotNull(problem["errors"]!["images.front"]);
        Assert.DoesNotContain(_app.Bench.Objects.Paths, path => !path.StartsWith("digest-key/", StringComparison.Ordinal));
    }

    /// <summary>Two timers wait: the workflow's, before it tries again, and the request's, before it looks again.</summary>
    [Fact]
    public async Task Start_SdkWhoseSessionIsSlow_IsAcceptedAfterTenSeconds()
    {
        _app.Bench.Provider.Before = call =>
        {
            if (call == "open")
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.timeout", "No answer.", mayHaveTakenEffect: true);
            }
        };

        var pending = _app.PostStartAsync(ApiApplication.Body(("capture", "sdk")));
        while (!pending.IsCompleted)
        {
            await Task.Yield();
            if (_app.Bench.Time.PendingTimers > 1)
            {
                _app.Bench.Time.Advance(TimeSpan.FromMilliseconds(200));
            }
        }

        var response = await pending;
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.NotNull(response.Headers.Location);
    }

    [Fact]
    public async Task Start_Sdk_GivesTheTokenByGetSession()
    {
        var path = await _app.StartAsync(("capture", "sdk"));

        var snapshot = await _app.GetAsync(path);
        var session = await _app.Client.GetAsync($"{path}/session", TestContext.Current.CancellationToken);

        Assert.True((bool)snapshot["session"]!["hasToken"]!);
        Assert.Equal("sdk-token", (string?)(await ApiApplication.ReadAsync(session))["token"]);
        Assert.True(session.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Start_SdkThatNeedsMore_GivesItBesideTheToken()
    {
        _app.Bench.Provider.SdkOptions = new JsonObject { ["metaData"] = "bound", ["prefillAttributes"] = new JsonObject { ["country"] = "nl" } };
        var path = await _app.StartAsync(("capture", "sdk"));

        var session = await ApiApplication.ReadAsync(await _app.Client.GetAsync($"{path}/session", TestContext.Current.CancellationToken));

        Assert.Equal(
            """{"token":"sdk-token","metaData":"bound","prefillAttributes":{"country":"nl"}}""", session.ToJsonString());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
