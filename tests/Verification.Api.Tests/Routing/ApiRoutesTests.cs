using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Verification.Api.Clients;
using Verification.Api.Routing;
using Verification.Core.Deliveries;
using Verification.Testing.Images;

namespace Verification.Api.Tests.Routing;

/// <summary>Walks every row of the table.</summary>
public sealed class ApiRoutesTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    public static TheoryData<string> Names => [.. ApiRoutes.All.Select(route => route.Name)];

    public static TheoryData<string> Protected => [.. ApiRoutes.All.Where(route => route.Scope != Scopes.None).Select(route => route.Name)];

    public static TheoryData<string> OfOneVerification =>
        [.. ApiRoutes.All.Where(route => route.Pattern.StartsWith("api/verifications/{id}", StringComparison.Ordinal)).Select(route => route.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Route_WhateverItAnswers_IsNotToBeCached(string name)
    {
        var response = await SendAsync(_app.Client, ApiRoutes.Get(name), "ver_0123456789abcdef0123456789abcdef");

        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [MemberData(nameof(Protected))]
    public async Task Route_WithoutKey_Is401(string name)
    {
        var response = await SendAsync(_app.CreateClient(null), ApiRoutes.Get(name), "ver_00000000000000000000000000000000");

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "key.invalid");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [MemberData(nameof(Protected))]
    public async Task Route_WithEveryScopeButItsOwn_Is403(string name)
    {
        var route = ApiRoutes.Get(name);
        foreach (var scope in new[] { Scopes.Read, Scopes.Write, Scopes.Results, Scopes.Erase, Scopes.Operator }.Where(scope => scope != route.Scope))
        {
            var client = _app.CreateClient(scope.ToString().ToLowerInvariant());
            var response = await SendAsync(client, route, "ver_00000000000000000000000000000000");
            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "scope.missing");
        }
    }

    /// <summary>Whatever a client does with another's id, it looks as if there were none, and changes nothing.</summary>
    [Theory]
    [MemberData(nameof(OfOneVerification))]
    public async Task Route_WithAnotherClientsId_IsAsIfThereWereNone(string name)
    {
        var path = await _app.StartAsync();
        await _app.Client.PutAsync($"{path}/images/front", Png(), Token);
        var before = _app.Bench.Objects.Paths;
        var snapshot = (await _app.GetAsync(path)).ToJsonString();
        var route = ApiRoutes.Get(name);
        var id = path.Split('/')[^1];

        var foreign = await SendAsync(_app.CreateClient("other"), route, id);
        var absent = await SendAsync(_app.CreateClient("other"), route, "ver_0123456789abcdef0123456789abcdef");

        await ProblemAssert.IsAsync(foreign, HttpStatusCode.NotFound, "notFound");
        Assert.Equal(WithoutTrace(await ApiApplication.ReadAsync(foreign)), WithoutTrace(await ApiApplication.ReadAsync(absent)));
        Assert.Equal(before, _app.Bench.Objects.Paths);
        Assert.Equal(snapshot, (await _app.GetAsync(path)).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(OfOneVerification))]
    public async Task Route_WithAbsurdIds_Is404(string name)
    {
        foreach (var id in new[] { "x", "ver_", "VER_0123456789ABCDEF0123456789ABCDEF", "..%2f..%2fetc", "%01", "%2F", new string('a', 3000), "%F0%9F%98%80" })
        {
            var response = await SendAsync(_app.Client, ApiRoutes.Get(name), id);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{name} {id}: {response.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Route_WithMoreBodyThanItTakes_Is413(string name)
    {
        using var announced = RequestOfBody(name, "ver_0123456789abcdef0123456789abcdef", overLimit: 1);

        await ProblemAssert.IsAsync(await _app.Client.SendAsync(announced, Token), HttpStatusCode.RequestEntityTooLarge, "body.tooLarge");
    }

    /// <summary>What is in it is looked at, and is no good.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Route_WithAsMuchBodyAsItTakes_IsNotTooLarge(string name)
    {
        var id = (await _app.StartAsync()).Split('/')[^1];
        using var announced = RequestOfBody(name, id, overLimit: 0);

        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, (await _app.Client.SendAsync(announced, Token)).StatusCode);
    }

    [Fact]
    public async Task UnknownPath_Is404AndOtherMethodIs405WithAllow()
    {
        var unknown = await _app.Client.GetAsync("/api/nothing/here", Token);
        var other = await _app.Client.PatchAsync("/api/verifications", JsonContent.Create(new JsonObject()), Token);

        await ProblemAssert.IsAsync(unknown, HttpStatusCode.NotFound, "notFound");
        await ProblemAssert.IsAsync(other, HttpStatusCode.MethodNotAllowed, "method.notAllowed");
        Assert.Equal(["GET", "HEAD", "POST"], other.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/api/health", HttpStatusCode.OK)]
    [InlineData("/docs", HttpStatusCode.OK)]
    [InlineData("/api/verifications/ver_0123456789abcdef0123456789abcdef", HttpStatusCode.NotFound)]
    public async Task Head_OfWhatCanBeGot_HasItsStatusAndHeaders(string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        var head = await _app.Client.SendAsync(request, Token);
        var get = await _app.Client.GetAsync(path, Token);

        Assert.Equal((status, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ByteArrayContent Png()
    {
        var content = new ByteArrayContent(TestImages.Png());
        content.Headers.ContentType = new("image/png");
        return content;
    }

    private static string WithoutTrace(JsonNode problem)
    {
        problem.AsObject().Remove("traceId");
        return problem.ToJsonString();
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, ApiRoute route, string id) =>
        client.SendAsync(Request(route, id), Token);

    private static HttpRequestMessage RequestOfBody(string name, string id, int overLimit)
    {
        var route = ApiRoutes.Get(name);
        var request = Request(route, id);
        request.Content = new StreamContent(new EndlessStream(route.BodyLimit + overLimit));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", route.Accepts is [not "*/*" and var type, ..] ? type : "text/plain");
        request.Content.Headers.ContentLength = route.BodyLimit + overLimit;
        return request;
    }

    private static HttpRequestMessage Request(ApiRoute route, string id)
    {
        var path = route.Pattern
            .Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{kind}", "front", StringComparison.Ordinal)
            .Replace("{provider}", "fake", StringComparison.Ordinal)
            .Replace("{delivery}", Delivery.IdOf(Core.Verifications.VerificationId.Parse("ver_0123456789abcdef0123456789abcdef"), 1).ToString(), StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(route.Method), "/" + path);
        if (route.BodyLimit > 0)
        {
            request.Content = route.Name == "PutImage" ? Png()
                : route.Name == "PostImages" ? JsonContent.Create(new JsonObject { ["front"] = ApiApplication.PngDataUrl })
                : JsonContent.Create(route.Name == "StartVerification" ? ApiApplication.Body() : []);
        }

        return request;
    }
}
