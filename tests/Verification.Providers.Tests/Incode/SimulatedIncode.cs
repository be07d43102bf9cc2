using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using SimulatorOptions = Verification.Simulators.Incode.IncodeOptions;

namespace Verification.Providers.Tests.Incode;

internal sealed class SimulatedIncode : SimulatedProvider
{
    public const string HeaderSecret = "the-secret-of-the-header-in-the-dashboard";
    public const string ClientSecret = "the-secret-of-the-client-that-incode-is";

    private SimulatedIncode(Action<SimulatorOptions>? simulator, IEnumerable<(string, string?)> settings)
        : base("incode", services => ConfigureSimulator(services, simulator), Settings.Concat(settings)) =>
        Inbox.IssueToken = Services.GetRequiredService<IWebhookTokenIssuer>().Issue;

    private static IEnumerable<(string, string?)> Settings
    {
        get
        {
            var account = new SimulatorOptions();
            return
            [
                ("BaseUrl", "http://localhost/incode-api"),
                ("ApiKey", account.ApiKey),
                ("ConfigurationId", account.ConfigurationId),
                ("ExecutiveEmail", account.ExecutiveEmail),
                ("ExecutivePassword", account.ExecutivePassword),
                ("Webhooks:Secrets:0", HeaderSecret),
                ("Webhooks:ClientId", "incode"),
                ("Webhooks:ClientSecrets:0", ClientSecret),
            ];
        }
    }

    public static Task<SimulatedIncode> StartAsync(
        Action<SimulatorOptions>? simulator = null, params (string Key, string? Value)[] settings) =>
        RunningAsync(new SimulatedIncode(simulator, settings));

    /// <summary>As the simulator is told to send tokens.</summary>
    public static void WithTokens(SimulatorOptions options)
    {
        options.Webhooks.Secret = null;
        options.Webhooks.TokenUrl = new Uri("https://host.example/api/webhooks/incode/token");
        options.Webhooks.TokenClientSecret = ClientSecret;
    }

    /// <summary>A request for an identity card with a selfie.</summary>
    public static VerificationRequest Card() => new()
    {
        Document = new DocumentSelector("identityCard", "NLD", null),
        ProcessType = "documentSelfie",
        RedirectUrl = new Uri("https://shop.example/back?order=7"),
        ProviderOptions = new JsonObject { ["language"] = "en-US" },
    };

    /// <summary>A scenario of a test's own: one whose times are so long that only the test itself lets them pass.</summary>
    public async Task AddScenarioAsync(string name, string json)
    {
        var body = new JsonObject { ["name"] = name, ["scenario"] = JsonNode.Parse(json) };
        using var person = Person();
        using var response = await person.PostAsJsonAsync("/_sim/scenarios", body, Stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A session that has every image, opened, started and finished.</summary>
    public async Task<ProviderSession> UploadedAsync(string scenario, VerificationRequest? request = null)
    {
        request ??= Card();
        var session = await OpenAsync(CapturePath.Upload, scenario, request);
        Assert.Empty(await UploadAllAsync(session, request));
        await StartAsync(session);
        return session;
    }

    /// <summary>What the SDK does in the app of the person.</summary>
    public async Task CaptureWithSdkAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/incode-api/0/sdk/capture");
        request.Headers.Add("api-version", "1.0");
        request.Headers.Add("X-Incode-Hardware-Id", token);
        using var person = Person();
        using var response = await person.SendAsync(request, Stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the person does on the hosted page.</summary>
    public async Task CaptureOnPageAsync(Uri captureUrl)
    {
        using var person = Person();
        using var response = await person.PostAsync(new Uri($"{captureUrl.AbsolutePath}/finish", UriKind.Relative), null, Stop);
        response.EnsureSuccessStatusCode();
    }

    private static void ConfigureSimulator(IServiceCollection services, Action<SimulatorOptions>? configure) =>
        services.Configure<SimulatorOptions>(options =>
        {
            options.Webhooks.Url = new Uri("https://host.example/api/webhooks/incode");
            options.Webhooks.Secret = HeaderSecret;
            configure?.Invoke(options);
        });
}
