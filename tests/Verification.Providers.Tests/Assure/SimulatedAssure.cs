using Microsoft.Extensions.DependencyInjection;
using SimulatorOptions = Verification.Simulators.Assure.AssureOptions;

namespace Verification.Providers.Tests.Assure;

internal sealed class SimulatedAssure : SimulatedProvider
{
    private const string EventSecret = "the-secret-of-the-subscription";

    private SimulatedAssure(string provider, Action<SimulatorOptions> simulator, IEnumerable<(string, string?)> settings)
        : base(provider, services => ConfigureSimulator(services, simulator), Settings.Concat(settings))
    {
    }

    private static IEnumerable<(string, string?)> Settings =>
    [
        ("BaseUrl", "http://localhost/assure-api/assure"),
        ("TokenUrl", "http://localhost/assure-api/auth/open/connect/token"),
        ("ClientId", "sandbox-simulated-client-1"),
        ("ClientSecret", "simulated-client-secret"),
        ("CallbackSecrets:0", AssureHarness.CallbackSecret),
        ("Events:Secrets:0", EventSecret),
    ];

    public static Task<SimulatedAssure> StartAsync(
        string provider = "assure.signicatpictureid", params IEnumerable<(string Key, string? Value)> settings) =>
        RunningAsync(new SimulatedAssure(provider, _ => { }, settings));

    /// <param name="simulator">What Assure does where no document says it.</param>
    public static Task<SimulatedAssure> StartAsync(string provider, Action<SimulatorOptions> simulator) =>
        RunningAsync(new SimulatedAssure(provider, simulator, []));

    /// <summary>What the provider's SDK does in the app of the person.</summary>
    public async Task CaptureWithSdkAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/assure-api/sdk/upload");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var person = Person();
        using var response = await person.SendAsync(request, Stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the person does on the hosted page.</summary>
    public async Task CaptureOnPageAsync(Uri captureUrl, string how = "finish")
    {
        var artifact = captureUrl.Fragment.Split("artifact=")[1];
        using var person = Person();
        using var response = await person.PostAsync(new Uri($"/assure-api/capture/{artifact}/{how}", UriKind.Relative), null, Stop);
        response.EnsureSuccessStatusCode();
    }

    private static void ConfigureSimulator(IServiceCollection services, Action<SimulatorOptions> more) =>
        services.Configure<SimulatorOptions>(options =>
        {
            options.Events.Url = new Uri("https://host.example/api/webhooks/assure");
            options.Events.Secret = EventSecret;
            more(options);
        });
}
