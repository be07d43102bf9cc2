using System.Net;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Api.Tests.Verifications;

public sealed class ListVerificationsHandlerTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    [Fact]
    public async Task List_PageByPage_GivesEachOnceNewestFirst()
    {
        var started = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            started.Insert(0, (await _app.StartAsync()).Split('/')[^1]);
            _app.Bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var seen = new List<string>();
        for (string? token = "", next = null; token is not null; token = next)
        {
            var page = await _app.GetAsync($"/api/verifications?pageSize=2{(token.Length > 0 ? $"&continuationToken={token}" : "")}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = (string?)page["continuationToken"];
            await _app.StartAsync();
        }

        Assert.Equal(started, seen);
    }

    [Fact]
    public async Task List_ByReferenceAndStatus_FindsIt()
    {
        var path = await _app.StartAsync(("reference", "order 7/ä"));
        await _app.StartAsync();

        var found = await _app.GetAsync($"/api/verifications?reference={Uri.EscapeDataString("order 7/ä")}&status=awaitingInput");
        var none = await _app.GetAsync($"/api/verifications?reference={Uri.EscapeDataString("order 7/ä")}&status=completed");

        Assert.Equal(path.Split('/')[^1], (string?)Assert.Single(found["items"]!.AsArray())!["id"]);
        Assert.Empty(none["items"]!.AsArray());
    }

    /// <summary>Sealed for another verification, as what was altered or put in its place is.</summary>
    [Theory]
    [InlineData("requests/{0}")]
    [InlineData("secrets/{0}/1")]
    public async Task List_OneIsDamaged_IsShownWithoutThatBesideTheOthers(string damaged)
    {
        var path = await _app.StartAsync(("reference", "order-7"));
        var id = path.Split('/')[^1];
        _app.Bench.Time.Advance(TimeSpan.FromSeconds(1));
        var other = await _app.StartAsync(("reference", "order-7"));
        await _app.Bench.Get<ISealedStore>().PutAsync(
            VerificationId.New(_app.Bench.Time), string.Format(null, damaged, id), Stream.Null, TestContext.Current.CancellationToken);

        var items = (await _app.GetAsync("/api/verifications"))["items"]!.AsArray();

        Assert.Equal([other, path], items.Select(item => (string?)item!["links"]!["self"]));
        Assert.Equal("order-7", (string?)items[0]!["reference"]);
        Assert.Equal((id, "awaitingInput", "fake"), ((string?)items[1]!["id"], (string?)items[1]!["status"], (string?)items[1]!["provider"]));
    }

    [Fact]
    public async Task List_OfAnotherClient_IsEmpty()
    {
        await _app.StartAsync();

        var response = await _app.CreateClient("other").GetAsync("/api/verifications", TestContext.Current.CancellationToken);

        Assert.Empty((await ApiApplication.ReadAsync(response))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("pageSize=ten", "pageSize")]
    [InlineData("pageSize=1&pageSize=2", "pageSize")]
    [InlineData("status=done", "status")]
    [InlineData("status=3", "status")]
    [InlineData("decision=", "decision")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-01-01", "to")]
    [InlineData("from=2026-13-01T00:00:00Z", "from")]
    [InlineData("continuationToken=../../other", "continuationToken")]
    [InlineData("continuationToken=ver_ffffffffffffffffffffffffffffffff", "continuationToken")]
    [InlineData("colour=red", "colour")]
    [InlineData("reference=", "reference", 201)]
    [InlineData("provider=", "provider", 65)]
    public async Task List_ParameterThatIsWrong_IsNamed(string query, string named, int length = 0)
    {
        var response = await _app.Client.GetAsync(
            $"/api/verifications?{query}{new string('a', length)}", TestContext.Current.CancellationToken);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal([named], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("status=", "status", "Must be one of: pending, awaitingInput, processing, completed, failed, canceled, expired.")]
    [InlineData("decision=accepted&decision=rejected", "decision", "Must be one of: accepted, rejected, inconclusive.")]
    [InlineData("pageSize=", "pageSize", "Must be a number from 1 to 100.")]
    [InlineData("reference=", "reference", "Must be one text of 1 to 200 characters.")]
    public async Task List_ParameterThatIsEmptyOrComesTwice_SaysWhatItMayBe(string query, string named, string sentence)
    {
        var response = await _app.Client.GetAsync($"/api/verifications?{query}", TestContext.Current.CancellationToken);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal([sentence], problem["errors"]![named]!.AsArray().Select(text => (string?)text));
    }

    [Theory]
    [InlineData("pageSize=1")]
    [InlineData("pageSize=100")]
    [InlineData("from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00.5%2B01:00")]
    [InlineData("from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z")]
    public async Task List_ParametersWithinLimits_AreTaken(string query)
    {
        await _app.StartAsync();

        var response = await _app.Client.GetAsync($"/api/verifications?{query}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single((await ApiApplication.ReadAsync(response))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("reference", 200)]
    [InlineData("provider", 64)]
    public async Task List_FilterOfTheGreatestLength_MatchesWhatItMatches(string name, int length)
    {
        var text = new string('a', length);
        await _app.StartAsync(("reference", text));

        var page = await _app.GetAsync($"/api/verifications?{name}={text}");

        Assert.Equal(name == "reference" ? 1 : 0, page["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_BeforeTheBeginningOfTime_IsEmpty()
    {
        await _app.StartAsync();

        var response = await _app.Client.GetAsync("/api/verifications?to=0001-01-01T00:00:00Z", TestContext.Current.CancellationToken);

        Assert.Empty((await ApiApplication.ReadAsync(response))["items"]!.AsArray());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
