using System.Diagnostics;
using System.Net;
using Verification.Api.Routing;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Testing.Telemetry;

namespace Verification.Api.Tests.Pipeline;

/// <summary>Every request is a span: named by its route, in the trace of its verification or else of its caller.</summary>
public sealed class RequestSpanTests : IAsyncDisposable
{
    private readonly RecordedSpans _spans = new();
    private readonly ApiApplication _app = new();

    private readonly ActivityContext _caller =
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    public static TheoryData<string> Routes => [.. ApiRoutes.All.Select(route => route.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Request_OfEveryRoute_IsSpannedByItsTemplate(string name)
    {
        var route = ApiRoutes.Get(name);
        var id = VerificationId.New(TimeProvider.System);
        var path = $"/{route.Pattern.Replace("{id}", $"{id}", StringComparison.Ordinal).Replace("{provider}", "fake", StringComparison.Ordinal)}";

        var (response, span) = await SendAsync(new HttpMethod(route.Method), path);

        Assert.Equal((ActivityKind.Server, $"{route.Method} /{route.Pattern}"), (span.Kind, span.DisplayName));
        Assert.Equal(
            (route.Method, $"/{route.Pattern}", (int)response.StatusCode),
            (span.GetTagItem("http.request.method"), span.GetTagItem("http.route"), span.GetTagItem("http.response.status_code")));
        Assert.Equal(("http", "1.1"), (span.GetTagItem("url.scheme"), span.GetTagItem("network.protocol.version")));
        Assert.Equal(route.Pattern.Contains("{id}", StringComparison.Ordinal) ? TraceOf($"{id}") : _caller.TraceId, span.TraceId);
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains($"{id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_IsInTheTraceOfWhatItStarted()
    {
        using var content = new StringContent(ApiApplication.Body().ToJsonString(), null, "application/json");

        var (response, span) = await SendAsync(HttpMethod.Post, "/api/verifications", content);

        Assert.Equal(201, span.GetTagItem("http.response.status_code"));
        Assert.Equal(TraceOf(response.Headers.Location!.ToString().Split('/')[^1]), span.TraceId);
        Assert.Equal((default, _caller), (span.ParentSpanId, Assert.Single(span.Links).Context));
        Assert.Contains(_spans.Of(span.TraceId), other => other.DisplayName == "Start");
    }

    [Fact]
    public async Task Start_Refused_StaysInTheTraceOfItsCaller()
    {
        using var content = new StringContent("{}", null, "application/json");

        var (_, span) = await SendAsync(HttpMethod.Post, "/api/verifications", content);

        Assert.Equal((_caller.TraceId, _caller.SpanId), (span.TraceId, span.ParentSpanId));
        Assert.Equal((400, ActivityStatusCode.Unset), (span.GetTagItem("http.response.status_code"), span.Status));
        Assert.Null(span.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Failure_OfOurs_IsAnErrorWithItsCode()
    {
        _app.Bench.Objects.Before = (_, _) => throw new StoreException("The disk is full.");

        var (_, span) = await SendAsync(HttpMethod.Get, $"/api/verifications/{VerificationId.New(TimeProvider.System)}");

        Assert.Equal((503, "store.unavailable"), (span.GetTagItem("http.response.status_code"), span.GetTagItem("error.type")));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public async Task Id_OfZeros_IsNoTrace()
    {
        var (response, span) = await SendAsync(HttpMethod.Get, "/api/verifications/ver_00000000000000000000000000000000");

        Assert.Equal((HttpStatusCode.NotFound, _caller.TraceId), (response.StatusCode, span.TraceId));
    }

    [Theory]
    [InlineData("/api/verifications/anna.jansen@example.com")]
    [InlineData("/api/verifications?reference=anna.jansen@example.com")]
    [InlineData("/api/anna.jansen@example.com")]
    public async Task Url_WithWhatIsPersonal_IsNotInTheSpan(string url)
    {
        var (_, span) = await SendAsync(HttpMethod.Get, url);

        Assert.DoesNotContain("jansen", $"{span.DisplayName} {string.Join(' ', span.TagObjects)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Method_Unheard_IsOther()
    {
        var (response, span) = await SendAsync(new HttpMethod("JANSEN"), "/api/verifications");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(("HTTP", "_OTHER"), (span.DisplayName, span.GetTagItem("http.request.method")));
    }

    [Fact]
    public async Task Problem_NamesTheTraceOfItsSpan()
    {
        var (response, span) = await SendAsync(HttpMethod.Get, $"/api/verifications/{VerificationId.New(TimeProvider.System)}");

        Assert.Equal(span.TraceId.ToHexString(), (string?)(await ApiApplication.ReadAsync(response))["traceId"]);
    }

    public async ValueTask DisposeAsync()
    {
        _spans.Dispose();
        await _app.DisposeAsync();
    }

    private static ActivityTraceId TraceOf(string verification) => ActivityTraceId.CreateFromString(verification.AsSpan("ver_".Length));

    /// <summary>Sends as a client that is traced itself.</summary>
    private async Task<(HttpResponseMessage Response, Activity Span)> SendAsync(HttpMethod method, string url, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{_caller.TraceId}-{_caller.SpanId}-01");
        var response = await _app.Client.SendAsync(request, Token);
        return (response, Assert.Single(_spans.Of(_caller.TraceId), span => span.Kind == ActivityKind.Server));
    }
}
