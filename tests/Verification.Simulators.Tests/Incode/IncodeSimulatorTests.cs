using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Verification.Simulators.Incode;

namespace Verification.Simulators.Tests.Incode;

/// <summary>The rules of the wire, judged by a client that knows nothing of the simulator.</summary>
public sealed class IncodeSimulatorTests
{
    [Theory]
    [InlineData("1.0", "wrong", HttpStatusCode.Forbidden)]
    [InlineData("2.0", "simulated-api-key", HttpStatusCode.BadRequest)]
    public async Task Start_WrongKeyOrVersion_IsRefusedInIncodesShape(string version, string key, HttpStatusCode status)
    {
        await using var world = await SimulatedWorld.StartAsync();

        var error = await SendAsync(world, "POST", "/omni/start", new { configurationId = new IncodeOptions().ConfigurationId }, null, status, version, key);

        Assert.Equal(["timestamp", "status", "error", "message", "path"], error.Select(member => member.Key));
        Assert.Equal(((int)status, "/omni/start"), ((int)error["status"]!, (string?)error["path"]));
    }

    [Fact]
    public async Task Session_OutOfOrderSmallOrForeign_IsRefused()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (id, token) = await OpenAsync(world);
        var (other, _) = await OpenAsync(world);
        var image = new { base64Image = Convert.ToBase64String(TestImages.Jpeg()) };
        var small = new { base64Image = Convert.ToBase64String(TestImages.Jpeg(999, 700)) };

        await SendAsync(world, "POST", "/omni/add/back-id/v2", image, token, HttpStatusCode.BadRequest);
        Assert.Equal(3008, (int)(await SendAsync(world, "POST", "/omni/add/front-id/v2", small, token, HttpStatusCode.BadRequest))["status"]!);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token, HttpStatusCode.BadRequest);
        await SendAsync(world, "GET", $"/omni/get/score?id={other}", null, token, HttpStatusCode.Forbidden);
        await SendAsync(world, "DELETE", $"/omni/interview?interviewId={id}", null, token, HttpStatusCode.Forbidden);
        await SendAsync(world, "GET", "/omni/get/score", null, "unknown", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ProcessId_Twice_IsBilledOnceUntilBothSidesComeAgain()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (_, token) = await OpenAsync(world);
        var image = new { base64Image = Convert.ToBase64String(TestImages.Jpeg()) };
        await SendAsync(world, "POST", "/omni/add/front-id/v2", image, token);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token);
        Assert.Equal(1, world.Ledger.Report().Total.VerificationsStarted);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        await SendAsync(world, "POST", "/omni/add/front-id/v2", image, token);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token);

        Assert.Equal((3, 2), (world.Ledger.Report().Total.StartCalls, world.Ledger.Report().Total.VerificationsStarted));
    }

    private static async Task<(string Id, string Token)> OpenAsync(SimulatedWorld world)
    {
        var opened = await SendAsync(world, "POST", "/omni/start", new { configurationId = new IncodeOptions().ConfigurationId }, null);
        return ((string)opened["interviewId"]!, (string)opened["token"]!);
    }

    private static async Task<JsonObject> SendAsync(
        SimulatedWorld world,
        string method,
        string path,
        object? body,
        string? token,
        HttpStatusCode status = HttpStatusCode.OK,
        string version = "1.0",
        string key = "simulated-api-key")
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), "/incode-api" + path);
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Add("api-version", version);
        request.Headers.Add("x-api-key", key);
        if (token is not null)
        {
            request.Headers.Add("X-Incode-Hardware-Id", token);
        }

        using var response = await world.Client.SendAsync(request, SimulatedWorld.Stop);
        var text = await response.Content.ReadAsStringAsync(SimulatedWorld.Stop);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
