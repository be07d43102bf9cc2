using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Api.OpenApi;
using Verification.Api.Routing;
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

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member.Key == "$ref" ? [((string)member.Value!).Split('/')[^1]] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
