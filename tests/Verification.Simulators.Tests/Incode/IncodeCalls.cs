using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Simulators.Incode;

namespace Verification.Simulators.Tests.Incode;

/// <summary>The calls of a client that knows nothing of the simulator.</summary>
internal static class IncodeCalls
{
    public const string ApiKey = "simulated-api-key";

    public static object Image { get; } = new { base64Image = Convert.ToBase64String(TestImages.Jpeg()) };

    public static IncodeOptions Options(SimulatedWorld world) => world.Services.GetRequiredService<IOptions<IncodeOptions>>().Value;

    public static async Task<(string Id, string Token)> OpenAsync(SimulatedWorld world, string? scenario = null)
    {
        var reference = scenario is null ? null : $"scenario:{scenario}";
        var opened = await SendAsync(
            world, "POST", "/omni/start", new { configurationId = Options(world).ConfigurationId, externalCustomerId = reference }, null);
        return ((string)opened["interviewId"]!, (string)opened["token"]!);
    }

    /// <summary>Opens a session, and does all up to the comparison of the faces.</summary>
    public static async Task<(string Id, string Token)> PrepareAsync(SimulatedWorld world, string? scenario = null)
    {
        var (id, token) = await OpenAsync(world, scenario);
        await SendAsync(world, "POST", "/omni/add/front-id/v2", Image, token);
        await SendAsync(world, "POST", "/omni/add/back-id/v2", Image, token);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token);
        await SendAsync(world, "POST", "/omni/add/face/third-party?imageType=selfie", Image, token);
        await SendAsync(world, "POST", "/omni/process/face?imageType=selfie", new { }, token);
        return (id, token);
    }

    public static async Task<string> LogInAsync(SimulatedWorld world) => (string)(await SendAsync(
        world, "POST", "/executive/log-in", new { email = "executive@simulated.example", password = "simulated-password" }, null))["token"]!;

    public static async Task<JsonObject> SendAsync(
        SimulatedWorld world,
        string method,
        string path,
        object? body,
        string? token,
        HttpStatusCode status = HttpStatusCode.OK,
        string version = "1.0",
        string? key = ApiKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), "/incode-api" + path);
        request.Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body));
        request.Headers.Add("api-version", version);
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

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
