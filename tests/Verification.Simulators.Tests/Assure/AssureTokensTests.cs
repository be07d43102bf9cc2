using System.Net;
using System.Net.Http.Headers;
using System.Text;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureTokensTests
{
    private static readonly string Basic = "Basic " + Convert.ToBase64String(
        Encoding.UTF8.GetBytes("sandbox-simulated-client-1:simulated-client-secret"));

    private static Dictionary<string, string> Form(string scope = "signicat-api", string grant = "client_credentials") =>
        new() { ["grant_type"] = grant, ["scope"] = scope };

    [Theory]
    [InlineData("/auth/open/connect/token", "signicat-api")]
    [InlineData("/oidc/token", "client.assure.api client.capture.api")]
    public async Task Issue_WithBasic_GivesATokenThatWorksUntilItExpires(string path, string scope)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = new AssureClient(world);
        var answer = await ExpectAsync(await client.FetchTokenAsync(Form(scope), Basic, path));
        Assert.Equal(("Bearer", 600), ((string?)answer["token_type"], (int)answer["expires_in"]!));

        client.Token = (string?)answer["access_token"];
        await client.CreateDossierAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(600));
        var refused = await ExpectAsync(await client.PostAsync("/assure/dossiers"), HttpStatusCode.Unauthorized);
        Assert.Equal("invalid_token", (string?)refused["code"]);
    }

    [Theory]
    [InlineData("signicat-api", "password", "unsupported_grant_type")]
    [InlineData("client.assure.api", "client_credentials", "invalid_scope")]
    [InlineData("", "client_credentials", "invalid_scope")]
    public async Task Issue_WrongForm_IsAnOAuthError(string scope, string grant, string error)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var answer = await new AssureClient(world).FetchTokenAsync(Form(scope, grant), Basic);
        Assert.Equal(error, (string?)(await ExpectAsync(answer, HttpStatusCode.BadRequest))["error"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic !!!")]
    [InlineData("Basic c2FuZGJveC1zaW11bGF0ZWQtY2xpZW50LTE6d3Jvbmc=")]
    public async Task Issue_UnknownClient_IsRefused(string? authorization)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var answer = await new AssureClient(world).FetchTokenAsync(Form(), authorization);
        Assert.Equal("invalid_client", (string?)(await ExpectAsync(answer, HttpStatusCode.Unauthorized))["error"]);
    }

    [Theory]
    [InlineData("Bearer", 400)]
    [InlineData("Bearer a b", 400)]
    [InlineData("Token abc", 400)]
    [InlineData("Bearer unknown", 401)]
    public async Task Check_WrongHeader_IsMalformedOrUnknown(string header, int status)
    {
        await using var world = await SimulatedWorld.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assure-api/assure/dossiers");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        var answer = await ExpectAsync(await world.Client.SendAsync(request, SimulatedWorld.Stop), (HttpStatusCode)status);
        Assert.Equal(status, (int)answer["status"]!);
        Assert.Equal(status == 400, answer.ContainsKey("instance"));
    }

    [Fact]
    public async Task Check_MalformedHeaderStatus_IsASetting()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.MalformedAuthorizationStatus = 401);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assure-api/assure/dossiers");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "abc");
        await ExpectAsync(await world.Client.SendAsync(request, SimulatedWorld.Stop), HttpStatusCode.Unauthorized);
    }
}
