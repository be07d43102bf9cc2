using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Api.OpenApi;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Timeline;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Api.Tests.OpenApi;

public sealed class OpenApiDocumentTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject Schemas => OpenApiDocument.Create()["components"]!["schemas"]!.AsObject();

    /// <summary>To renew the file: <c>curl http://localhost:7071/api/openapi.json > docs/openapi.json</c>.</summary>
    [Fact]
    public async Task Get_IsWhatLiesInTheDocs()
    {
        var response = await _app.CreateClient(null).GetAsync("/api/openapi.json", Token);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            await File.ReadAllTextAsync(Repository.PathTo("docs", "openapi.json"), Token), await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public void Operations_AreThoseOfTheTable() =>
        Assert.Equal(ApiRoutes.All.Select(route => route.Name).Order(), Operations.All.Keys.Order());

    [Fact]
    public void References_LeadSomewhere()
    {
        var schemas = Schemas;
        var named = References(OpenApiDocument.Create()).ToHashSet();

        Assert.Equal(schemas.Select(schema => schema.Key).Order(), named.Order());
    }

    /// <summary>What the API answers has the members that the document says it has.</summary>
    [Theory]
    [InlineData("", "Snapshot")]
    [InlineData("/result", "Result")]
    [InlineData("/timeline", "Timeline")]
    [InlineData("/deliveries", "Deliveries")]
    [InlineData("?", "Page")]
    [InlineData("/api/providers", "Providers")]
    [InlineData("/api/providers/fake/document-types", "DocumentTypes")]
    [InlineData("/api/health", "Health")]
    [InlineData("/api/health/ready", "Readiness")]
    [InlineData("/api/nothing", "Problem")]
    public async Task Answer_HasTheMembersOfItsSchema(string path, string schema)
    {
        var verification = await _app.StartAsync(
            ("images", new JsonObject { ["front"] = ApiApplication.PngDataUrl }), ("retention", new JsonObject { ["keep"] = "full" }));
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        var url = path == "?" ? "/api/verifications" : path.StartsWith("/api", StringComparison.Ordinal) ? path : verification + path;

        var answer = await ApiApplication.ReadAsync(await _app.Client.GetAsync(url, Token));

        SchemaAssert.Fits(answer, Schemas[schema]!, Schemas, schema);
    }

    [Fact]
    public async Task Session_HasTheMembersOfItsSchema()
    {
        _app.Bench.Provider.SdkOptions = new JsonObject { ["metaData"] = "bound", ["prefillAttributes"] = new JsonObject { ["country"] = "nl" } };
        var verification = await _app.StartAsync(("capture", "sdk"));

        SchemaAssert.Fits(await _app.GetAsync($"{verification}/session"), Schemas["Session"]!, Schemas, "Session");
    }

    [Fact]
    public async Task Erased_HasTheMembersOfItsSchema()
    {
        var verification = await _app.StartAsync();
        await _app.Client.DeleteAsync(verification, Token);
        _app.Bench.Time.Advance(TimeSpan.FromHours(1));

        var answer = await _app.GetAsync(verification);

        Assert.NotNull(answer["receipt"]);
        SchemaAssert.Fits(answer, Schemas["Problem"]!, Schemas, "Problem");
    }

    [Fact]
    public async Task Webhook_HasTheMembersOfItsSchemaAndItsHeaders()
    {
        var webhook = OpenApiDocument.Create()["webhooks"]!["verificationEnded"]!["post"]!;
        await _app.StartAsync(("callbackUrl", "https://shop.example/hook"), ("images", new JsonObject { ["front"] = ApiApplication.PngDataUrl }));
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        var sent = JsonNode.Parse(_app.Bench.Deliveries.Sent.Single().Body.Span)!;

        SchemaAssert.Fits(sent, webhook["requestBody"]!["content"]!["application/json"]!["schema"]!, Schemas, "Event");
        Assert.EndsWith("Z", sent["timestamp"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["webhook-id", "webhook-timestamp", "webhook-signature"], webhook["parameters"]!.AsArray().Select(header => (string?)header!["name"]));
    }

    /// <summary>An example says more than a table of members. A list shows one of its items.</summary>
    [Fact]
    public void Answers_HaveExamplesThatFit()
    {
        var schemas = Schemas;
        var answered = Operations.All.Values.SelectMany(operation => operation.Answers).Select(answer => answer.Schema)
            .OfType<string>().Where(schemas.ContainsKey).Append("Problem").Append("ErasureReceipt").Append("Event").Distinct();

        Assert.All(answered, name =>
        {
            var shown = ((string?)schemas[name]!["properties"]!["items"]?["items"]!["$ref"])?.Split('/')[^1] ?? name;
            var examples = schemas[shown]!["examples"]?.AsArray() ?? [];
            Assert.NotEmpty(examples);
            Assert.All(examples, example => SchemaAssert.Fits(example, schemas[shown]!, schemas, shown));
        });
    }

    /// <summary>An OAuth error to one, no body at all to another.</summary>
    [Fact]
    public void Notifications_RefusedAsNotGenuine_AreNotProblems()
    {
        var paths = OpenApiDocument.Create()["paths"]!.AsObject();

        Assert.All(paths.Where(path => path.Key.StartsWith("/api/webhooks/", StringComparison.Ordinal)), path =>
            Assert.Null(path.Value!["post"]!["responses"]!["401"]!["content"]));
    }

    [Fact]
    public void TimelineExample_IsWhole()
    {
        var example = Schemas["Timeline"]!["examples"]![0]!;
        var entries = example["entries"].Deserialize<List<TimelineEntry>>(WorkflowJson.Options)!;

        Assert.Null(TimelineChain.FirstBreak(entries));
        Assert.Equal((string?)example["head"], TimelineChain.Head(entries));
    }

    [Fact]
    public async Task StartExample_IsWellFormed()
    {
        var example = OpenApiDocument.Create()["paths"]!["/api/verifications"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!;
        example["provider"] = "fake";

        Assert.Equal(HttpStatusCode.Created, (await _app.PostStartAsync(example)).StatusCode);
        SchemaAssert.Fits(example, Schemas["StartRequest"]!, Schemas, "StartRequest");
    }

    [Fact]
    public async Task Docs_ShowEveryOperationAndLoadNothingFromElsewhere()
    {
        var response = await _app.CreateClient(null).GetAsync("/docs", Token);
        var page = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.All(ApiRoutes.All, route => Assert.Contains($"id=\"{JsonNamingPolicy.CamelCase.ConvertName(route.Name)}\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
    }

    /// <summary>Who reads the page has no other list of what may go wrong.</summary>
    [Fact]
    public async Task Docs_ListEveryError()
    {
        var page = await _app.CreateClient(null).GetStringAsync("/docs", Token);

        Assert.All(ProblemTypes.All, type => Assert.Contains(type.Uri, page, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member.Key == "$ref" ? [((string)member.Value!).Split('/')[^1]] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
