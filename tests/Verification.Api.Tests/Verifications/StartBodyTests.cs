using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Verification.Core.Verifications;

namespace Verification.Api.Tests.Verifications;

/// <summary>Every field of a start body at, below and above its limits.</summary>
public sealed class StartBodyTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    public static TheoryData<string, string> Taken => new()
    {
        { "reference", Text(1) },
        { "reference", Text(200) },
        { "reference", "\"Ünïcode 漢字\"" },
        { "reference", "\"\\ud83d\\uDE00 C:\\\\udc00\"" },
        { "document", $$"""{"type":{{Text(64)}},"country":"NLD","id":{{Text(64)}}}""" },
        { "document", "{}" },
        { "expiresAfter", "\"PT1S\"" },
        { "expiresAfter", "\"P30D\"" },
        { "expiresAfter", "\"P4W\"" },
        { "expiresAfter", "\"PT36H30M\"" },
        { "retention", """{"result":"PT1S","keep":"decision"}""" },
        { "retention", """{"result":"P3650D","keep":"full"}""" },
        { "retention", "{}" },
        { "redirectUrl", $"\"https://example.com/{new string('a', 2028)}\"" },
        { "redirectUrl", "\"http://localhost:5000/back\"" },
        { "providerOptions", """{"level":1}""" },
        { "providerOptions", Options(16 * 1024) },
        { "providerOptions", """{"level":[[[[[["eighth"]]]]]]}""" },
        { "autoSubmit", "false" },
        { "capture", "\"upload\"" },
        { "reference", "null" },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { "reference", "\"\"", "reference" },
        { "reference", Text(201), "reference" },
        { "reference", "5", "reference" },
        { "reference", "\"a\\u0000b\"", "reference" },
        { "provider", "\"nobody\"", "provider" },
        { "provider", Text(65), "provider" },
        { "providers", "[\"fake\"]", "provider" },
        { "processType", Text(65), "processType" },
        { "processType", "\"unknown\"", "processType" },
        { "capture", "\"Upload\"", "capture" },
        { "capture", "0", "capture" },
        { "document", "[]", "document" },
        { "document", """{"country":"nld"}""", "document.country" },
        { "document", """{"country":"NL"}""", "document.country" },
        { "document", $$"""{"type":{{Text(65)}}}""", "document.type" },
        { "document", $$"""{"id":{{Text(65)}}}""", "document.id" },
        { "document", """{"colour":"red"}""", "document.colour" },
        { "expiresAfter", "\"PT0.5S\"", "expiresAfter" },
        { "expiresAfter", "\"P31D\"", "expiresAfter" },
        { "expiresAfter", "\"P1M\"", "expiresAfter" },
        { "expiresAfter", "\"-PT1H\"", "expiresAfter" },
        { "expiresAfter", "\"24:00:00\"", "expiresAfter" },
        { "expiresAfter", "\"PT\"", "expiresAfter" },
        { "expiresAfter", "3600", "expiresAfter" },
        { "retention", """{"result":"P3651D"}""", "retention.result" },
        { "retention", """{"keep":"everything"}""", "retention.keep" },
        { "retention", """{"for":"P1D"}""", "retention.for" },
        { "redirectUrl", $"\"https://example.com/{new string('a', 2029)}\"", "redirectUrl" },
        { "redirectUrl", "\"http://example.com\"", "redirectUrl" },
        { "redirectUrl", "\"https://user:secret@example.com\"", "redirectUrl" },
        { "redirectUrl", "\"javascript:alert(1)\"", "redirectUrl" },
        { "redirectUrl", "\"/relative\"", "redirectUrl" },
        { "callbackUrl", "\"ftp://example.com\"", "callbackUrl" },
        { "providerOptions", """{"secret":1}""", "providerOptions.secret" },
        { "providerOptions", Options((16 * 1024) + 1), "providerOptions" },
        { "autoSubmit", "\"yes\"", "autoSubmit" },
        { "images", "{\"front\":\"https://example.com/a.png\"}", "images.front" },
        { "images", "{\"front\":\"data:image/gif;base64,AAAA\"}", "images.front" },
        { "images", "{\"side\":\"x\"}", "images.side" },
        { "images", "[]", "images" },
        { "surprise", "1", "surprise" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Field_WithinItsLimits_IsTaken(string field, string json)
    {
        var response = await PostAsync(With(field, json));

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Field_BeyondItsLimits_IsRefusedByNameAndKeepsNothing(string field, string json, string named)
    {
        var response = await PostAsync(With(field, json));

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal([named], problem["errors"]!.AsObject().Select(error => error.Key));
        Assert.Empty(_app.Bench.Objects.Paths);
    }

    [Fact]
    public async Task Body_WithManyErrors_NamesAllAtOnceAndEchoesNone()
    {
        var response = await PostAsync("""{"provider":"Marked-1","reference":5,"document":{"country":"Marked-2"},"expiresAfter":"Marked-3","x":1}""");

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(
            ["document.country", "expiresAfter", "provider", "reference", "x"], problem["errors"]!.AsObject().Select(error => error.Key).Order());
        Assert.DoesNotContain("Marked", problem.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>What is wrong with a field is said once, whoever finds it.</summary>
    [Fact]
    public async Task Capture_ThatIsNotOffered_IsToldOnceAndNothingElseOfItsProvider()
    {
        _app.Bench.Provider.Descriptor = _app.Bench.Provider.Descriptor with { CapturePaths = [CapturePath.Upload] };

        var response = await PostAsync("""{"provider":"fake","processType":"other","capture":"sdk"}""");

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal("""{"capture":["fake does not offer sdk, only upload."]}""", problem["errors"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"provider":7}""", "provider", "Must be a text of 1 to 64 characters without control characters.")]
    [InlineData("""{"providers":[]}""", "providers", "Must be a list of 1 to 5 different texts of at most 64 characters.")]
    [InlineData("""{"providers":["a","b","c","d","e","f"]}""", "providers", "Must be a list of 1 to 5 different texts of at most 64 characters.")]
    [InlineData("""{"provider":"fake","providers":["fake"]}""", "provider", "Name one provider in provider, or several in their order in providers.")]
    [InlineData("""{"provider":null}""", "provider", "Name one provider in provider, or several in their order in providers.")]
    public async Task Provider_ThatIsNotNamedOnce_IsToldTheOneThingThatIsWrong(string json, string named, string sentence)
    {
        var problem = await ProblemAssert.IsAsync(await PostAsync(json), HttpStatusCode.BadRequest, "request.invalid");

        Assert.Equal(new JsonObject { [named] = new JsonArray(sentence) }.ToJsonString(), problem["errors"]!.ToJsonString());
    }

    /// <summary>A document of millions of values would cost many times the memory of its bytes.</summary>
    [Theory]
    [InlineData(9_990, "request.invalid")]
    [InlineData(10_000, "body.malformed")]
    public async Task Body_OfVeryManyValues_IsRefusedUnread(int values, string code)
    {
        var response = await PostAsync($$"""{"provider":"fake","x":[{{string.Join(',', Enumerable.Repeat(1, values))}}]}""");

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code);
    }

    /// <summary>Windows tools like to write one.</summary>
    [Fact]
    public async Task Body_WithAByteOrderMark_IsToldSo()
    {
        var problem = await ApiApplication.ReadAsync(await PostAsync($"\uFEFF{ApiApplication.Body().ToJsonString()}"));

        Assert.StartsWith("The body begins with a byte order mark", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatRepeatsAMember_IsToldSo()
    {
        var problem = await ApiApplication.ReadAsync(await PostAsync("""{"provider":"fake","provid\u0065r":"fake"}"""));

        Assert.Equal("The body repeats a member of an object.", (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("nonsense")]
    [InlineData("""{"provider":"fake","providerOptions":{"level":[[[[[[["ninth"]]]]]]]}}""")]
    [InlineData("{\"provider\":\"fake\",\"provider\":\"fake\"}")]
    [InlineData("{\"provider\":\"fake\",}")]
    [InlineData("/* hello */ {}")]
    [InlineData("""{"\uD800":1}""")]
    [InlineData("""{"document":{"\udc00":1}}""")]
    [InlineData("""{"provider":"fake","reference":"\ud800"}""")]
    [InlineData("""{"provider":"fake","providerOptions":{"level":"\uDC00"}}""")]
    [InlineData("""{"provider":"fake","providerOptions":{"level":{"\ud83d":1}}}""")]
    public async Task Body_ThatIsNotJson_Is400(string json) =>
        await ProblemAssert.IsAsync(await PostAsync(json), HttpStatusCode.BadRequest, "body.malformed");

    [Fact]
    public async Task Body_NestedTooDeeply_Is400()
    {
        var json = "{\"provider\":\"fake\",\"providerOptions\":{\"level\":" + new string('[', 100_000) + new string(']', 100_000) + "}}";

        await ProblemAssert.IsAsync(await PostAsync(json), HttpStatusCode.BadRequest, "body.malformed");
    }

    [Fact]
    public async Task Body_OfManyMembers_NamesThem()
    {
        var json = new JsonObject(Enumerable.Range(0, 1000).Select(index => KeyValuePair.Create<string, JsonNode?>($"m{index}", 1)));

        var problem = await ProblemAssert.IsAsync(await PostAsync(json.ToJsonString()), HttpStatusCode.BadRequest, "request.invalid");
        Assert.True(problem["errors"]!.AsObject().Count <= 100);
    }

    [Fact]
    public async Task Body_InLatin1OrBrokenUtf8_IsRefused()
    {
        var latin = new StringContent("{}", Encoding.Latin1, "application/json");
        var broken = new ByteArrayContent([.. "{\"provider\":\"fake\",\"reference\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        broken.Headers.ContentType = new("application/json");

        await ProblemAssert.IsAsync(await PostAsync(latin), HttpStatusCode.UnsupportedMediaType, "mediaType.unsupported");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(broken)).StatusCode);
        Assert.Empty(_app.Bench.Objects.Paths);
    }

    [Fact]
    public async Task Hosted_WithoutRedirectUrl_IsRefused()
    {
        var problem = await ProblemAssert.IsAsync(await PostAsync(With("capture", "\"hosted\"")), HttpStatusCode.BadRequest, "request.invalid");

        Assert.NotNull(problem["errors"]!["redirectUrl"]);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Options of so many bytes.</summary>
    private static string Options(int length)
    {
        const string Rest = """{"level":""}""";
        return $$"""{"level":"{{new string('a', length - Rest.Length)}}"}""";
    }

    private static string Text(int length) => $"\"{new string('a', length)}\"";

    private static string With(string field, string json)
    {
        var body = ApiApplication.Body();
        body.Remove(field);
        return $"{body.ToJsonString()[..^1]},\"{field}\":{json}}}";
    }

    private Task<HttpResponseMessage> PostAsync(string json) => PostAsync(new StringContent(json, Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> PostAsync(HttpContent content) =>
        _app.Client.PostAsync("/api/verifications", content, TestContext.Current.CancellationToken);
}
