using System.Diagnostics;
using System.Net;
using Verification.Core.Telemetry;
using Verification.Core.Verifications;
using Verification.Providers.Tests.Assure;
using Verification.Testing.Telemetry;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Resilience;

/// <summary>What a trace shows of the calls to a provider.</summary>
public sealed class TrySpanTests : IAsyncDisposable
{
    private const string Read = $"GET {OneProcess}";
    private const string Template = "/dossiers/{dossierId}/processes/{processId}";

    private readonly RecordedSpans _spans = new();
    private readonly AssureHarness _assure = new();

    [Fact]
    public async Task Call_AnsweredAtTheThirdTry_IsThreeSpansWithinItsActivity()
    {
        _assure.Http.Once(Read, HttpStatusCode.ServiceUnavailable).Once(Read, HttpStatusCode.TooManyRequests)
            .Once(Read, HttpStatusCode.OK, ProcessJson("accepted"));

        var (activity, tries) = await TraceAsync(() => _assure.PictureId.GetProgressAsync(_assure.Session, TestContext.Current.CancellationToken));

        Assert.Equal([503, 429, 200], tries.Select(span => span.GetTagItem("http.response.status_code")));
        Assert.Equal(["503", "429", null], tries.Select(span => span.GetTagItem("error.type")));
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Unset], tries.Select(span => span.Status));
        Assert.Equal([null, 1, 2], tries.Select(span => span.GetTagItem("http.request.resend_count")));
        Assert.All(tries, span =>
        {
            Assert.Equal((ActivityKind.Client, $"GET {Template}"), (span.Kind, span.DisplayName));
            Assert.Equal((activity.TraceId, activity.SpanId), (span.TraceId, span.ParentSpanId));
            Assert.Equal(("GET", Template), (span.GetTagItem("http.request.method"), span.GetTagItem("url.template")));
            Assert.Equal(("api.signicat.com", 443), (span.GetTagItem("server.address"), span.GetTagItem("server.port")));
            Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains(Dossier, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Call_NeverConnected_NamesTheError()
    {
        _assure.Http.OnceBroken(Read, HttpRequestError.NameResolutionError).Once(Read, HttpStatusCode.OK, ProcessJson("accepted"));

        var (_, tries) = await TraceAsync(() => _assure.PictureId.GetProgressAsync(_assure.Session, TestContext.Current.CancellationToken));

        Assert.Equal(2, tries.Count);
        Assert.Equal((ActivityStatusCode.Error, "name_resolution_error"), (tries[0].Status, tries[0].GetTagItem("error.type")));
        Assert.Null(tries[0].GetTagItem("http.response.status_code"));
    }

    public async ValueTask DisposeAsync()
    {
        _spans.Dispose();
        await _assure.DisposeAsync();
    }

    /// <returns>A span as of an activity, and those of the tries within it.</returns>
    private async Task<(Activity Activity, IReadOnlyList<Activity> Tries)> TraceAsync(Func<Task> call)
    {
        using var activity = VerificationTelemetry.StartSpan("CheckProgress", VerificationId.New(TimeProvider.System))!;
        await _assure.RunAsync(call());
        return (activity, [.. _spans.Of(activity.TraceId).Where(span => span.DisplayName.StartsWith("GET", StringComparison.Ordinal))]);
    }
}
