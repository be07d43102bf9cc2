using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Verification.Api.Routing;

namespace Verification.Functions.Api;

public sealed class ApiFunctionsTests
{
    private static readonly IReadOnlyList<FunctionEntry> Http = FunctionTable.TriggeredBy<HttpTriggerAttribute>();

    [Fact]
    public void Routes_EachHasItsFunctionAndTheOtherWayRound() =>
        Assert.Equal(
            ApiRoutes.All.Select(route => $"Api{route.Name} {string.Join(',', route.Methods)} {route.Pattern}").Order(StringComparer.Ordinal),
            Http.Where(function => !IsCatchAll(function)).Select(Describe).Order(StringComparer.Ordinal));

    [Fact]
    public void Authorization_IsThePipelinesBusinessAndNeverAFunctionKey() =>
        Assert.All(Http, function => Assert.Equal(AuthorizationLevel.Anonymous, function.Trigger<HttpTriggerAttribute>()!.AuthLevel));

    /// <summary>The host matches routes in the order of their functions' names.</summary>
    [Fact]
    public void Names_LetNoRouteShadowAnother() =>
        Assert.All(Http, later => Assert.DoesNotContain(
            Http, earlier => string.CompareOrdinal(earlier.Name, later.Name) < 0 && Takes(earlier, later)));

    [Fact]
    public void Paths_OfTheHostItself_AreNeverOurs() =>
        Assert.All(Http, function => Assert.DoesNotMatch("^(admin|runtime)(/|$)", function.Trigger<HttpTriggerAttribute>()!.Route!));

    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("DELETE", "/api/health", 405)]
    public async Task Unmatched_IsAProblemDocument(string method, string path, int status)
    {
        await using var host = HostUnderTest.Build();
        var context = NewContext(host, method, path);

        var result = await host.GetRequiredService<ApiFunctions>().Unmatched(context.Request, new Mock<DurableTaskClient>("test").Object);
        await result.ExecuteAsync(context);

        Assert.Equal(status, context.Response.StatusCode);
        Assert.StartsWith("application/problem+json", context.Response.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetHealth_IsAnsweredThroughThePipeline()
    {
        await using var host = HostUnderTest.Build();
        var context = NewContext(host, "GET", "/api/health");

        var result = await host.GetRequiredService<ApiFunctions>().GetHealth(context.Request, new Mock<DurableTaskClient>("test").Object);
        await result.ExecuteAsync(context);

        Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
    }

    [Fact]
    public async Task GetVerification_Hazard12_WithoutAKey_IsRefusedWhereTheAnswerReachesTheClient()
    {
        await using var host = HostUnderTest.Build();
        var context = NewContext(host, "GET", "/api/verifications/ver_01890a5d00007000800000000000abcd");

        var result = await host.GetRequiredService<ApiFunctions>().GetVerification(context.Request, new Mock<DurableTaskClient>("test").Object);
        await result.ExecuteAsync(context);

        Assert.Equal(StatusCodes.Status401Unauthorized, context.Response.StatusCode);
    }

    private static DefaultHttpContext NewContext(IServiceProvider services, string method, string path) => new()
    {
        RequestServices = services,
        Request = { Method = method, Path = path },
        Response = { Body = new MemoryStream() },
    };

    private static bool IsCatchAll(FunctionEntry function) =>
        function.Trigger<HttpTriggerAttribute>()!.Route!.Contains("{*", StringComparison.Ordinal);

    private static string Describe(FunctionEntry function)
    {
        var trigger = function.Trigger<HttpTriggerAttribute>()!;
        return $"{function.Name} {string.Join(',', trigger.Methods ?? []).ToUpperInvariant()} {trigger.Route}";
    }

    private static bool Takes(FunctionEntry earlier, FunctionEntry later)
    {
        var (first, second) = (earlier.Trigger<HttpTriggerAttribute>()!, later.Trigger<HttpTriggerAttribute>()!);
        var path = string.Join('/', second.Route!.Split('/').Select(segment => segment.StartsWith('{') ? "value" : segment));
        var takesMethod = first.Methods is null || second.Methods is null || first.Methods.Intersect(second.Methods).Any();
        return takesMethod
            && new TemplateMatcher(TemplateParser.Parse(first.Route!), []).TryMatch($"/{path}", new RouteValueDictionary());
    }
}
