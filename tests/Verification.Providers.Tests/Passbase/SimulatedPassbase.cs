using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Providers;
using Verification.Providers.Passbase;
using SimulatorOptions = Verification.Simulators.Passbase.PassbaseOptions;

namespace Verification.Providers.Tests.Passbase;

internal sealed class SimulatedPassbase : SimulatedProvider
{
    public const string WebhookSecret = "0123456789abcdef0123456789abcdef";

    private static readonly RSA MetadataKey = RSA.Create(2048);

    private SimulatedPassbase(Action<SimulatorOptions>? simulator, IEnumerable<(string, string?)> settings)
        : base("passbase", services => ConfigureSimulator(services, simulator), Settings.Concat(settings))
    {
    }

    private static IEnumerable<(string, string?)> Settings =>
    [
        ("BaseUrl", "http://localhost/passbase-api/verification/v2/"),
        ("LinkUrl", "http://localhost/passbase-api/link/"),
        ("SecretKey", "simulated-secret-key"),
        ("PublishableKey", "simulated-publishable-key"),
        ("MetadataKey", MetadataKey.ExportPkcs8PrivateKeyPem()),
        ("Webhooks:Secrets:0", WebhookSecret),
    ];

    /// <summary>Shorter than the time a webhook's lookup may take, which must not be over before the lookup is answered.</summary>
    protected override TimeSpan LongestPause => new PassbaseOptions().Webhooks.LookupTimeout / 2;

    public static Task<SimulatedPassbase> StartAsync(
        Action<SimulatorOptions>? simulator = null, params (string Key, string? Value)[] settings) =>
        RunningAsync(new SimulatedPassbase(simulator, settings));

    public static JsonObject Submission(JsonObject callback) =>
        new() { ["identityAccessKey"] = (string?)callback["identityAccessKey"] };

    /// <summary>What the widget does in the app of the person; returns what it would call back with.</summary>
    public async Task<JsonObject> CaptureAsync(ProviderSession session)
    {
        using var person = Person();
        using var response = session.CaptureUrl is { } link
            ? await person.PostAsync(new Uri(link.AbsoluteUri.Replace("?", "/finish?", StringComparison.Ordinal)), null, Stop)
            : await person.PostAsJsonAsync("/passbase-api/widget/submit", session.SdkOptions, Stop);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>(Stop))!;
    }

    public Task<ProviderSession> SubmitAsync(ProviderSession session, JsonObject submission) =>
        RunAsync(Provider.SubmitAsync(session, submission, Stop));

    private static void ConfigureSimulator(IServiceCollection services, Action<SimulatorOptions>? configure) =>
        services.Configure<SimulatorOptions>(options =>
        {
            options.MetadataPublicKey = Convert.ToBase64String(MetadataKey.ExportSubjectPublicKeyInfo());
            options.Webhooks.Url = new Uri("https://host.example/api/webhooks/passbase");
            options.Webhooks.Secret = WebhookSecret;
            configure?.Invoke(options);
        });
}
