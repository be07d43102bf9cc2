using System.Net;
using System.Net.Http.Headers;
using Verification.Core.Providers;
using Verification.Providers.Tests.Assure;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Resilience;

/// <summary>What becomes of failed tries, seen from an adapter: how often it calls, and what it says in the end.</summary>
public sealed class RetryTests : IAsyncDisposable
{
    private const string Start = $"POST {OneProcess}";
    private const string Read = $"GET {OneProcess}";
    private const string Create = $"POST {Dossiers}";

    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task RepeatableCall_FailsTwice_IsRepeated(HttpStatusCode status)
    {
        _assure.Http.Once(Read, status).Once(Read, status).Once(Read, HttpStatusCode.OK, ProcessJson("accepted"));

        var progress = await _assure.RunAsync(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        Assert.Equal(ProviderState.Decided, progress.State);
        Assert.Equal(3, _assure.Http.Count(Read));
    }

    [Fact]
    public async Task RepeatableCall_KeepsFailing_GivesUpAfterItsRetries()
    {
        _assure.Http.Always(Read, HttpStatusCode.ServiceUnavailable, "<html>Anna Maria Jansen</html>");

        var exception = await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        Assert.Equal(4, _assure.Http.Count(Read));
        AssertFailure(exception, ProviderErrorKind.Transient, "provider.unavailable", mayHaveTakenEffect: false);
        Assert.Equal("GET /dossiers/{dossierId}/processes/{processId} answered 503.", exception.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.RequestTimeout, true)]
    [InlineData(HttpStatusCode.BadRequest, false)]
    [InlineData(HttpStatusCode.Conflict, false)]
    public async Task Start_Fails_IsNotRepeated(HttpStatusCode status, bool mayHaveTakenEffect)
    {
        _assure.Http.Once(Start, status);

        var exception = await _assure.FailureOf(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal(1, _assure.Http.Count(Start));
        Assert.Equal(mayHaveTakenEffect, exception.MayHaveTakenEffect);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task Start_ConnectionNeverMade_IsRepeated(HttpRequestError error)
    {
        _assure.Http.OnceBroken(Start, error).Once(Start, HttpStatusCode.OK);

        await _assure.RunAsync(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal(2, _assure.Http.Count(Start));
    }

    [Fact]
    public async Task Start_ConnectionTimesOut_IsRepeated()
    {
        var connectTimeout = new TaskCanceledException("Connect time-out.", new TimeoutException());
        _assure.Http.Once(Start, _ => Task.FromException<HttpResponseMessage>(connectTimeout)).Once(Start, HttpStatusCode.OK);

        await _assure.RunAsync(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal(2, _assure.Http.Count(Start));
    }

    [Fact]
    public async Task Start_ConnectionNeverMadeAtAll_TookNoEffect()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            _assure.Http.OnceBroken(Start, HttpRequestError.ConnectionError);
        }

        var exception = await _assure.FailureOf(_assure.PictureId.StartAsync(_assure.Session, Stop));

        AssertFailure(exception, ProviderErrorKind.Transient, "provider.unavailable", mayHaveTakenEffect: false);
    }

    [Fact]
    public async Task Start_AnswerLost_IsNotRepeatedAndSaysThatItMayHaveBegun()
    {
        _assure.Http.OnceBroken(Start, HttpRequestError.ResponseEnded);

        var exception = await _assure.FailureOf(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal(1, _assure.Http.Count(Start));
        AssertFailure(exception, ProviderErrorKind.Transient, "provider.unavailable", mayHaveTakenEffect: true);
    }

    [Fact]
    public async Task Start_HangsThenTimesOut_MayHaveTakenEffect()
    {
        _assure.Http.OnceHanging(Start);

        var exception = await _assure.FailureOf(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal(1, _assure.Http.Count(Start));
        AssertFailure(exception, ProviderErrorKind.Transient, "provider.timeout", mayHaveTakenEffect: true);
    }

    [Fact]
    public async Task Start_ThrottledWithRetryAfter_WaitsAndRepeats()
    {
        _assure.Http
            .Once(Start, HttpStatusCode.TooManyRequests, null, RetryAfter(TimeSpan.FromSeconds(7)))
            .Once(Start, HttpStatusCode.OK);
        var begin = _assure.Clock.GetUtcNow();

        await _assure.RunAsync(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.InRange(_assure.Clock.GetUtcNow() - begin, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
        Assert.Equal(2, _assure.Http.Count(Start));
    }

    [Fact]
    public async Task Throttled_LongerThanACallMayWait_IsHandedToTheWorkflow()
    {
        _assure.Http.Once(Read, HttpStatusCode.TooManyRequests, null, RetryAfter(TimeSpan.FromMinutes(2)));

        var exception = await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        Assert.Equal(1, _assure.Http.Count(Read));
        AssertFailure(exception, ProviderErrorKind.Transient, "provider.throttled", mayHaveTakenEffect: false);
        Assert.Equal(TimeSpan.FromMinutes(2), exception.RetryAfter);
    }

    [Fact]
    public async Task RepeatableCall_HangsOnce_IsRepeatedAfterTheTryTimeout()
    {
        _assure.Http.OnceHanging(Read).Once(Read, HttpStatusCode.OK, ProcessJson("accepted"));
        var begin = _assure.Clock.GetUtcNow();

        await _assure.RunAsync(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        Assert.InRange(_assure.Clock.GetUtcNow() - begin, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task RepeatableCall_KeepsHanging_EndsAtTheTotalTimeout()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            _assure.Http.OnceHanging(Read);
        }

        var begin = _assure.Clock.GetUtcNow();

        var exception = await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        AssertFailure(exception, ProviderErrorKind.Transient, "provider.timeout", mayHaveTakenEffect: false);
        Assert.InRange(_assure.Clock.GetUtcNow() - begin, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task Call_CallerGivesUp_IsCanceledAndNotCounted()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _assure.Http.OnceHanging(Read);
        var call = _assure.PictureId.GetProgressAsync(_assure.Session, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, _assure.Http.Count(Read));
    }

    [Fact]
    public async Task CreateDossier_AnswerLost_IsNotRepeated()
    {
        _assure.Http.Once(Create, HttpStatusCode.ServiceUnavailable);

        var exception = await _assure.FailureOf(_assure.PictureId.OpenSessionAsync(_assure.Open(), NoProgress, Stop));

        Assert.Equal(1, _assure.Http.Count(Create));
        Assert.True(exception.MayHaveTakenEffect);
    }

    private static Action<HttpResponseMessage> RetryAfter(TimeSpan wait) =>
        response => response.Headers.RetryAfter = new RetryConditionHeaderValue(wait);
}
