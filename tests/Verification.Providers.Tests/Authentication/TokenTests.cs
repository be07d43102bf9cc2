using System.Net;
using System.Text;
using Verification.Core.Providers;
using Verification.Providers.Tests.Assure;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Authentication;

public sealed class TokenTests : IAsyncDisposable
{
    private const string Read = $"GET {OneProcess}";
    private const string Start = $"POST {OneProcess}";

    private readonly AssureHarness _assure = new();

    public TokenTests() => _assure.Http.Always(Read, HttpStatusCode.OK, ProcessJson("pending"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task Token_FirstCall_AsksWithBasicAndScope()
    {
        await ReadAsync();

        var asked = _assure.Http.Last(TokenRoute);
        Assert.Equal("application/x-www-form-urlencoded", asked.ContentType);
        Assert.Equal("grant_type=client_credentials&scope=signicat-api", asked.Text);
        Assert.Equal(
            $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-quiet-river-1:client-secret"))}", asked.Authorization);
    }

    [Fact]
    public async Task Token_ManyCallersAtOnce_IsFetchedOnce()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _assure.Http.Once(TokenRoute, async _ =>
        {
            await release.Task;
            return ScriptedHttp.Answer(HttpStatusCode.OK, """{"access_token":"shared","expires_in":600}""");
        });

        var calls = Enumerable.Range(0, 20).Select(_ => _assure.PictureId.GetProgressAsync(_assure.Session, Stop)).ToList();
        release.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(1, _assure.Http.Count(TokenRoute));
        var reads = _assure.Http.Sent.Where(request => request.ToString() == Read);
        Assert.All(reads, read => Assert.Equal("Bearer shared", read.Authorization));
    }

    [Fact]
    public async Task Token_CallerGivesUpWhileItIsFetched_OthersStillGetIt()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _assure.Http.Once(TokenRoute, async cancellationToken =>
        {
            await release.Task.WaitAsync(cancellationToken);
            return ScriptedHttp.Answer(HttpStatusCode.OK, """{"access_token":"shared","expires_in":600}""");
        });
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var first = _assure.PictureId.GetProgressAsync(_assure.Session, impatient.Token);
        var second = _assure.PictureId.GetProgressAsync(_assure.Session, Stop);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        await second;

        Assert.Equal(1, _assure.Http.Count(TokenRoute));
    }

    [Theory]
    [InlineData(600, 569, 1)]
    [InlineData(600, 571, 2)]
    [InlineData(10, 8, 1)]
    [InlineData(10, 9.5, 2)]
    public async Task Token_NearItsEnd_IsRenewed(int lifetime, double later, int fetched)
    {
        _assure.Http.Always(TokenRoute, HttpStatusCode.OK, $$"""{"access_token":"t","expires_in":{{lifetime}}}""");
        await ReadAsync();

        _assure.Clock.Advance(TimeSpan.FromSeconds(later));
        await ReadAsync();

        Assert.Equal(fetched, _assure.Http.Count(TokenRoute));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Token_Refused_IsFetchedAgainAndTheCallRepeatedOnce(HttpStatusCode refusal)
    {
        _assure.Http
            .Once(TokenRoute, HttpStatusCode.OK, """{"access_token":"stale","expires_in":600}""")
            .Once(TokenRoute, HttpStatusCode.OK, """{"access_token":"fresh","expires_in":"600"}""")
            .Once(Start, refusal)
            .Once(Start, HttpStatusCode.OK);

        await _assure.PictureId.StartAsync(_assure.Session, Stop);

        Assert.Equal(2, _assure.Http.Count(Start));
        Assert.Equal("Bearer fresh", _assure.Http.Last(Start).Authorization);
    }

    [Fact]
    public async Task Token_RefusedTwice_IsUnauthorizedAndTookNoEffect()
    {
        _assure.Http.Always(
            Start, HttpStatusCode.Unauthorized, """{"code":"invalid_token","traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}""");

        var exception = await _assure.FailureOf(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal(2, _assure.Http.Count(Start));
        Assert.Equal(ProviderErrorKind.Unauthorized, exception.Kind);
        Assert.False(exception.MayHaveTakenEffect);
        Assert.Equal(
            "POST /dossiers/{dossierId}/processes/{processId} answered 401, code invalid_token, trace 4bf92f3577b34da6a3ce929d0e0e4736.",
            exception.Message);
    }

    [Fact]
    public async Task TokenEndpoint_FailsOnce_EvenAPaidCallIsTriedAgain()
    {
        _assure.Http.Once(TokenRoute, HttpStatusCode.ServiceUnavailable).Once(Start, HttpStatusCode.OK);

        await _assure.RunAsync(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal(2, _assure.Http.Count(TokenRoute));
        Assert.Equal(1, _assure.Http.Count(Start));
    }

    [Fact]
    public async Task TokenEndpoint_Hangs_PaidCallTookNoEffect()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            _assure.Http.OnceHanging(TokenRoute);
        }

        var exception = await _assure.FailureOf(_assure.PictureId.StartAsync(_assure.Session, Stop));

        Assert.Equal("provider.timeout", exception.Code.ToString());
        Assert.False(exception.MayHaveTakenEffect);
        Assert.Equal(0, _assure.Http.Count(Start));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_client"}""", ProviderErrorKind.Unauthorized)]
    [InlineData(HttpStatusCode.Unauthorized, "", ProviderErrorKind.Unauthorized)]
    [InlineData(HttpStatusCode.OK, "{}", ProviderErrorKind.Protocol)]
    [InlineData(HttpStatusCode.OK, "<html>", ProviderErrorKind.Protocol)]
    public async Task TokenEndpoint_GivesNoToken_FailsWithoutRetry(HttpStatusCode status, string body, ProviderErrorKind kind)
    {
        _assure.Http.Always(TokenRoute, status, body);

        var exception = await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        Assert.Equal(kind, exception.Kind);
        Assert.Equal(1, _assure.Http.Count(TokenRoute));
        Assert.DoesNotContain("client-secret", exception.ToString(), StringComparison.Ordinal);
    }

    private Task<ProviderProgress> ReadAsync() => _assure.PictureId.GetProgressAsync(_assure.Session, Stop);
}
