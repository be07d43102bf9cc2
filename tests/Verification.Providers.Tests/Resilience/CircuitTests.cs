using System.Net;
using Verification.Core.Providers;
using Verification.Providers.Tests.Assure;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Resilience;

/// <summary>When calls are held back: by the circuit, and by how many may run at once.</summary>
public sealed class CircuitTests : IAsyncDisposable
{
    private const string Read = $"GET {OneProcess}";

    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task Circuit_ManyFailures_OpensAndLetsOneCallProbe()
    {
        _assure.Http.Always(Read, HttpStatusCode.InternalServerError);
        Assert.Equal(ProviderAvailability.Available, _assure.Health.Of("assure"));
        for (var call = 0; call < 3; call++)
        {
            await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));
        }

        Assert.Equal(ProviderAvailability.Unavailable, _assure.Health.Of("assure"));
        var made = _assure.Http.Count(Read);
        var refused = await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));
        Assert.Equal(made, _assure.Http.Count(Read));
        AssertFailure(refused, ProviderErrorKind.Transient, "provider.unavailable", mayHaveTakenEffect: false);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(15));

        _assure.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(ProviderAvailability.Probing, _assure.Health.Of("assure"));
        _assure.Http.Always(Read, HttpStatusCode.OK, ProcessJson("accepted"));
        await _assure.PictureId.GetProgressAsync(_assure.Session, Stop);
        Assert.Equal(ProviderAvailability.Available, _assure.Health.Of("assure"));
    }

    [Fact]
    public async Task Circuit_RefusedAndThrottledCalls_StaysClosed()
    {
        _assure.Http.Always(Read, HttpStatusCode.BadRequest);
        for (var call = 0; call < 50; call++)
        {
            await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));
        }

        Assert.Equal(ProviderAvailability.Available, _assure.Health.Of("assure"));
    }

    [Fact]
    public async Task Concurrency_MoreCallsThanAllowed_WaitForTheirTurnUntilTheQueueIsFull()
    {
        await using var assure = new AssureHarness(("Resilience:Concurrency", "2"), ("Resilience:Queue", "1"));
        var release = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var call = 0; call < 3; call++)
        {
            assure.Http.Once(Read, async _ =>
            {
                await release.Task;
                return ScriptedHttp.Answer(HttpStatusCode.OK, ProcessJson("accepted"));
            });
        }

        var running = Enumerable.Range(0, 3).Select(_ => assure.PictureId.GetProgressAsync(assure.Session, Stop)).ToList();
        var refused = await Assert.ThrowsAsync<ProviderException>(() => assure.PictureId.GetProgressAsync(assure.Session, Stop));

        Assert.Equal("provider.busy", refused.Code.ToString());
        Assert.Equal(2, assure.Http.Count(Read));
        release.SetResult(new HttpResponseMessage());
        await Task.WhenAll(running);
        Assert.Equal(3, assure.Http.Count(Read));
    }
}
