using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Api.Tests.Verifications;

public sealed class VerificationHandlersTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject Images => new() { ["front"] = ApiApplication.PngDataUrl };

    [Fact]
    public async Task Get_WithTheTagItGave_Is304UntilSomethingChanges()
    {
        var path = await _app.StartAsync();
        var tag = (await _app.Client.GetAsync(path, Token)).Headers.ETag!;

        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(path, tag)).StatusCode);
        await _app.Client.PostAsync($"{path}/cancel", null, Token);
        var changed = await GetAsync(path, tag);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
        Assert.True(changed.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Cancel_Running_EndsIt_AndAgainIsTooLate()
    {
        var path = await _app.StartAsync();

        var first = await _app.Client.PostAsync($"{path}/cancel", null, Token);
        var second = await _app.Client.PostAsync($"{path}/cancel", JsonContent.Create(new JsonObject()), Token);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("canceled", (string?)(await _app.GetAsync(path))["status"]);
        await ProblemAssert.IsAsync(second, HttpStatusCode.Conflict, "cancel.tooLate");
        await ProblemAssert.IsAsync(await _app.Client.GetAsync($"{path}/result", Token), HttpStatusCode.NotFound, "notFound");
        await ProblemAssert.IsAsync(await _app.Client.PostAsync($"{path}/submit", null, Token), HttpStatusCode.Conflict, "verification.ended");
    }

    [Fact]
    public async Task Cancel_WithABodyThatSaysSomething_IsRefused()
    {
        var path = await _app.StartAsync();

        var response = await _app.Client.PostAsync($"{path}/cancel", JsonContent.Create(new JsonObject { ["why"] = "x" }), Token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Erase_IsAcceptedAndEndsInAReceipt()
    {
        var path = await _app.StartAsync(("images", Images), ("reference", "order-7"));
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        var erase = await _app.Client.DeleteAsync(path, Token);
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.Accepted, erase.StatusCode);
        var gone = await ProblemAssert.IsAsync(await _app.Client.GetAsync(path, Token), HttpStatusCode.Gone, "verification.erased");
        Assert.True((bool)gone["receipt"]!["keyDestroyed"]!);
        foreach (var part in new[] { "result", "session", "images/front" })
        {
            await ProblemAssert.IsAsync(await _app.Client.GetAsync($"{path}/{part}", Token), HttpStatusCode.Gone, "verification.erased");
        }

        Assert.Equal((string?)gone["receipt"]!["timelineHead"], (string?)(await _app.GetAsync($"{path}/timeline"))["head"]);
        Assert.Equal(HttpStatusCode.Accepted, (await _app.Client.DeleteAsync(path, Token)).StatusCode);
    }

    [Fact]
    public async Task Start_RepeatedAfterItsErasure_IsGone()
    {
        var path = (await _app.PostStartAsync(ApiApplication.Body(), "key-1")).Headers.Location!.ToString();
        await _app.Client.DeleteAsync(path, Token);
        await ProblemAssert.IsAsync(await _app.PostStartAsync(ApiApplication.Body(), "key-1"), HttpStatusCode.Gone, "verification.erased");
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(15));

        var gone = await ProblemAssert.IsAsync(
            await _app.PostStartAsync(ApiApplication.Body(), "key-1"), HttpStatusCode.Gone, "verification.erased");

        Assert.NotNull(gone["receipt"]);
        Assert.Equal(1, _app.Bench.Provider.CallsOf("open"));
    }

    [Fact]
    public async Task Erase_BeforeItsWorkflowRan_IsGoneForTheClientAtOnce()
    {
        var path = await _app.StartAsync();
        _app.Bench.Workflows.BeforeActivity = _ => throw new InvalidOperationException("The engine is busy.");

        await _app.Client.DeleteAsync(path, Token);

        await ProblemAssert.IsAsync(await _app.Client.GetAsync(path, Token), HttpStatusCode.Gone, "verification.erased");
    }

    [Fact]
    public async Task Result_BeforeADecisionAndAfterRetention_SaysSo()
    {
        var path = await _app.StartAsync(("retention", new JsonObject { ["result"] = "PT1H" }));
        var early = await _app.Client.GetAsync($"{path}/result", Token);
        await _app.Client.PostAsync($"{path}/images", JsonContent.Create(Images), Token);
        await _app.Client.PostAsync($"{path}/submit", null, Token);
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        var intime = await _app.Client.GetAsync($"{path}/result", Token);
        _app.Bench.Time.Advance(TimeSpan.FromHours(1));
        var late = await _app.Client.GetAsync($"{path}/result", Token);
        await _app.Bench.SweepAsync();

        await ProblemAssert.IsAsync(late, HttpStatusCode.Gone, "result.expired");
        await ProblemAssert.IsAsync(early, HttpStatusCode.Conflict, "result.notDecided");
        Assert.NotNull(early.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, intime.StatusCode);
        await ProblemAssert.IsAsync(await _app.Client.GetAsync($"{path}/result", Token), HttpStatusCode.Gone, "result.expired");
    }

    [Fact]
    public async Task Session_WhereImagesAreUploaded_IsNone()
    {
        var path = await _app.StartAsync();

        await ProblemAssert.IsAsync(await _app.Client.GetAsync($"{path}/session", Token), HttpStatusCode.Conflict, "session.none");
    }

    [Fact]
    public async Task Submit_OfASdk_StartsTheVerification()
    {
        var path = await _app.StartAsync(("capture", "sdk"));
        _app.Bench.Provider.Descriptor = _app.Bench.Provider.Descriptor with { NeedsStart = [CapturePath.Sdk] };

        var submit = await _app.Client.PostAsync($"{path}/submit", JsonContent.Create(new JsonObject { ["identityAccessKey"] = "k" }), Token);

        Assert.Equal(HttpStatusCode.Accepted, submit.StatusCode);
    }

    /// <summary>FaceTec's face map has half a megabyte and more.</summary>
    [Fact]
    public async Task Submit_OfAFaceMapWithItsPictures_ReachesTheProviderWhole()
    {
        var handedIn = 0;
        _app.Bench.Provider.Submit = (session, submission) =>
        {
            handedIn = submission["faceMap"]!["faceScan"]!.GetValue<string>().Length;
            return session;
        };
        var path = await _app.StartAsync(("capture", "sdk"));
        var faceMap = new JsonObject { ["faceScan"] = new string('A', 3_000_000) };

        var submit = await _app.Client.PostAsync($"{path}/submit", JsonContent.Create(new JsonObject { ["faceMap"] = faceMap }), Token);

        Assert.Equal((HttpStatusCode.Accepted, 3_000_000), (submit.StatusCode, handedIn));
    }

    [Theory]
    [InlineData("""{"identityAccessKey":"k","colour":"red"}""", "colour")]
    [InlineData("""{"front":"data:image/png;base64,AAAA"}""", "front")]
    [InlineData("[]", "$")]
    public async Task Submit_OfWhatTheProviderHasNoUseFor_IsRefusedByName(string json, string named)
    {
        var path = await _app.StartAsync(("capture", "sdk"));

        var submit = await _app.Client.PostAsync($"{path}/submit", new StringContent(json, Encoding.UTF8, "application/json"), Token);

        var problem = await ProblemAssert.IsAsync(submit, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal([named], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    /// <summary>The provider would refuse the start, and a mistake in the app would be the end of the verification.</summary>
    [Fact]
    public async Task Submit_OfASdkWithNothingWhereSomethingIsNeeded_SaysWhatIsMissingAndSubmitsNothing()
    {
        var path = await _app.StartAsync(("capture", "sdk"));
        _app.Bench.Provider.Submit = (session, submission) => submission.Count > 0 ? session : throw new ProviderException(
            ProviderErrorKind.Refused, "submission.incomplete", "The submission lacks the object faceMap.", mayHaveTakenEffect: false);

        var problem = await ProblemAssert.IsAsync(
            await _app.Client.PostAsync($"{path}/submit", null, Token), HttpStatusCode.Conflict, "submission.refused");

        Assert.Equal("The submission lacks the object faceMap.", (string?)problem["detail"]);
        Assert.Equal("awaitingInput", (string?)(await _app.Client.GetFromJsonAsync<JsonObject>(path, Token))!["status"]);
    }

    /// <summary>HTTP/2 tells neither a length nor an encoding of its own; HTTP/1.1 may send a body in pieces that turns out empty.</summary>
    [Theory]
    [InlineData("2.0", "[]", HttpStatusCode.BadRequest)]
    [InlineData("2.0", "", HttpStatusCode.Accepted)]
    [InlineData("1.1", "[]", HttpStatusCode.BadRequest)]
    [InlineData("1.1", "", HttpStatusCode.Accepted)]
    public async Task Submit_BodyOfNoStatedLength_IsReadIfThereIsOne(string version, string body, HttpStatusCode expected)
    {
        var path = await _app.StartAsync(("capture", "sdk"));
        using var submit = new HttpRequestMessage(HttpMethod.Post, $"{path}/submit")
        {
            Version = Version.Parse(version),
            Content = new PushedContent(body),
        };

        Assert.Equal(expected, (await _app.Client.SendAsync(submit, Token)).StatusCode);
    }

    [Theory]
    [InlineData("""{"identityAccessKey":"\ud800"}""")]
    [InlineData("""{"\udc00":"k"}""")]
    public async Task Submit_OfWhatIsNoText_Is400(string json)
    {
        var path = await _app.StartAsync(("capture", "sdk"));
        _app.Bench.Provider.Submit = (session, submission) => session with { Token = submission["identityAccessKey"]!.GetValue<string>() };

        var submit = await _app.Client.PostAsync($"{path}/submit", new StringContent(json, Encoding.UTF8, "application/json"), Token);

        await ProblemAssert.IsAsync(submit, HttpStatusCode.BadRequest, "body.malformed");
    }

    [Fact]
    public async Task Start_ManyAtOnceWithOneKey_MakeOneVerification()
    {
        var body = ApiApplication.Body(("images", Images));

        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => _app.PostStartAsync(body.DeepClone(), "key-1"))));
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.All(responses, response => Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Single(responses.Where(response => response.StatusCode == HttpStatusCode.Created).Select(response => response.Headers.Location).Distinct());
        Assert.Equal(1, _app.Bench.Provider.Starts);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task<HttpResponseMessage> GetAsync(string path, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
        request.Headers.IfNoneMatch.Add(tag);
        return _app.Client.SendAsync(request, Token);
    }

    private sealed class PushedContent : HttpContent
    {
        private readonly byte[] _body;

        public PushedContent(string body)
        {
            _body = Encoding.UTF8.GetBytes(body);
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
