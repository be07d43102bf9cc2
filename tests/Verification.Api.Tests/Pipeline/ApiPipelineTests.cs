using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Api.Pipeline;
using Verification.Core.Storage;
using Verification.Testing;
using Verification.Testing.Images;

namespace Verification.Api.Tests.Pipeline;

public sealed class ApiPipelineTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PutImage")]
    [InlineData("StartVerification")]
    [InlineData("PostImages")]
    public async Task Run_ClientGoesAwayInTheMiddleOfItsBody_LeavesNothing(string route)
    {
        using var gone = new CancellationTokenSource();
        var context = await UploadAsync(route, async _ =>
        {
            await gone.CancelAsync();
            throw new IOException("The client reset the request stream.");
        });
        context.RequestAborted = gone.Token;
        var before = _app.Bench.Objects.Paths;

        await RunAsync(route, context);

        Assert.Equal(StatusCodes.Status499ClientClosedRequest, context.Response.StatusCode);
        Assert.Equal(before, _app.Bench.Objects.Paths);
    }

    [Theory]
    [InlineData("PutImage")]
    [InlineData("StartVerification")]
    [InlineData("PostImages")]
    public async Task Run_BodyThatStandsStill_Is408AndLeavesNothing(string route)
    {
        var standsStill = new TaskCompletionSource();
        var context = await UploadAsync(route, async cancellationToken =>
        {
            standsStill.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _app.Bench.Time, cancellationToken);
        });
        var before = _app.Bench.Objects.Paths;

        var running = RunAsync(route, context);
        await standsStill.Task;
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(running.IsCompleted);
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        await running;

        Assert.Equal(StatusCodes.Status408RequestTimeout, context.Response.StatusCode);
        Assert.Equal("close", context.Response.Headers.Connection);
        Assert.Equal(before, _app.Bench.Objects.Paths);
    }

    [Fact]
    public async Task Run_StoreIsOut_Is503WithRetryAfter()
    {
        var path = await _app.StartAsync();
        _app.Bench.Objects.Before = (_, _) => throw new StoreException("The disk /secret/place is full.");

        var response = await _app.Client.GetAsync(path, Token);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "store.unavailable");
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnexpectedException_Is500AndLoggedWithoutItsWords()
    {
        var log = new List<string>();
        await using var app = new ApiApplication(services => services.AddLogging(logging => logging.AddProvider(new ListLogger(log))));
        var path = await app.StartAsync();
        app.Bench.Objects.Before = (_, _) => throw new InvalidOperationException("secret", new FormatException("secret"));

        var problem = await ProblemAssert.IsAsync(await app.Client.GetAsync(path, Token), HttpStatusCode.InternalServerError, "internal.error");

        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(log, line => line.Contains("secret", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains(nameof(FormatException), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_RepeatedHeaders_AreRefused()
    {
        var key = _app.Client.DefaultRequestHeaders.Authorization!.ToString();
        using var twoKeys = new HttpRequestMessage(HttpMethod.Get, "/api/providers");
        twoKeys.Headers.TryAddWithoutValidation("Authorization", [key, key]);
        using var twoIdempotencyKeys = Start();
        twoIdempotencyKeys.Headers.TryAddWithoutValidation("Idempotency-Key", ["a", "b"]);
        using var longKey = Start();
        longKey.Headers.TryAddWithoutValidation("Idempotency-Key", new string('a', 256));
        using var coded = Start();
        coded.Content!.Headers.ContentEncoding.Add("gzip");

        var anonymous = _app.CreateClient(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.SendAsync(twoKeys, Token)).StatusCode);
        await ProblemAssert.IsAsync(await _app.Client.SendAsync(twoIdempotencyKeys, Token), HttpStatusCode.BadRequest, "header.invalid");
        await ProblemAssert.IsAsync(await _app.Client.SendAsync(longKey, Token), HttpStatusCode.BadRequest, "header.invalid");
        await ProblemAssert.IsAsync(await _app.Client.SendAsync(coded, Token), HttpStatusCode.UnsupportedMediaType, "mediaType.unsupported");

        static HttpRequestMessage Start() => new(HttpMethod.Post, "/api/verifications")
        {
            Content = new StringContent(ApiApplication.Body().ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public async Task Run_IdempotencyKeyWithinItsLimits_IsTaken(int length) =>
        Assert.Equal(HttpStatusCode.Created, (await _app.PostStartAsync(ApiApplication.Body(), new string('a', length))).StatusCode);

    [Fact]
    public async Task Run_BodyThatNeverEnds_Is413()
    {
        var content = new StreamContent(new EndlessStream(long.MaxValue));
        content.Headers.ContentType = new("application/json");

        var response = await _app.Client.PostAsync("/api/webhooks/fake", content, Token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.RequestEntityTooLarge, "body.tooLarge");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RunAsync(string route, HttpContext context)
    {
        var result = await _app.Services.GetRequiredService<ApiPipeline>().RunAsync(route, context.Request);
        await result.ExecuteAsync(context);
    }

    /// <param name="then">What happens after the first 200,000 bytes of a million.</param>
    private async Task<HttpContext> UploadAsync(string route, Func<CancellationToken, Task> then)
    {
        var path = await _app.StartAsync();
        var image = TestImages.Png(payload: 200_000);
        byte[] form = [.. Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"front\"\r\n\r\n"), .. image];
        var context = new DefaultHttpContext { RequestServices = _app.Services };
        context.Request.Method = "PUT";
        context.Request.Headers.Authorization = _app.Client.DefaultRequestHeaders.Authorization!.ToString();
        context.Request.ContentType = route switch
        {
            "PutImage" => "image/png",
            "PostImages" => "multipart/form-data; boundary=b",
            _ => "application/json",
        };
        context.Request.ContentLength = 1_000_000;
        context.Request.RouteValues = new() { ["id"] = path.Split('/')[^1], ["kind"] = "front" };
        context.Request.Body = new UnfinishedStream(route == "PostImages" ? form : image, then);
        return context;
    }

    private sealed class UnfinishedStream(byte[] bytes, Func<CancellationToken, Task> then) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await then(cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
