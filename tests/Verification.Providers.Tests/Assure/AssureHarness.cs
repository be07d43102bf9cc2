using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Providers.Resilience;
using Verification.Testing;

namespace Verification.Providers.Tests.Assure;

/// <summary>The Assure adapters as a host registers them, over a scripted wire and a clock that stands still.</summary>
internal sealed class AssureHarness : IAsyncDisposable
{
    public const string Dossier = "7c0c7e6e-2b37-4a55-9c1b-0f7d5a3b9e21";
    public const string Process = "1b0f2c6a-7f0e-4d7e-8f43-6f2a4b2f9a10";
    public const string CallbackSecret = "a-callback-secret-of-at-least-32-chars";
    public const string TokenRoute = "POST /auth/open/connect/token";
    public const string Dossiers = "/assure/dossiers";
    public const string OneDossier = $"{Dossiers}/{Dossier}";
    public const string Processes = $"{OneDossier}/processes";
    public const string OneProcess = $"{Processes}/{Process}";

    private static readonly TimeSpan LongestPause = new ResilienceOptions().MaxRetryDelay;

    private readonly OwnTimers _timers;
    private readonly ServiceProvider _services;

    public AssureHarness(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Providers:Assure:ClientId"] = "sandbox-quiet-river-1",
            ["Providers:Assure:ClientSecret"] = "client-secret",
            ["Providers:Assure:CallbackSecrets:0"] = CallbackSecret,
        };
        foreach (var (key, value) in settings)
        {
            values[$"Providers:Assure:{key}"] = value;
        }

        _timers = new(Clock);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_timers);
        services.AddVerificationProviders(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddHttpClient("assure").ConfigurePrimaryHttpMessageHandler(() => Http);
        services.AddHttpClient("assure.token").ConfigurePrimaryHttpMessageHandler(() => Http);
        _services = services.BuildServiceProvider();
        Http.Always(TokenRoute, HttpStatusCode.OK, """{"access_token":"token-1","expires_in":600,"token_type":"Bearer"}""");
    }

    public ManualTimeProvider Clock { get; } = new();

    public ScriptedHttp Http { get; } = new();

    public ProviderCatalog Catalog => _services.GetRequiredService<ProviderCatalog>();

    public IProviderHealth Health => _services.GetRequiredService<IProviderHealth>();

    public IVerificationProvider PictureId => Catalog.Get("assure.signicatpictureid");

    public VerificationId Id { get; } = VerificationId.Parse("ver_0193a5c0a7f07d3c9a1b2c3d4e5f6071");

    public ProviderSession Session { get; } = new(Dossier, Process);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Moves the clock while a call pauses between two tries, or while the script hangs.</summary>
    public Task RunAsync(Task task) => _timers.RunAsync(task, LongestPause, () => Http.Hanging > 0);

    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    public async Task<ProviderException> FailureOf(Task call) =>
        await Assert.ThrowsAsync<ProviderException>(() => RunAsync(call));

    public OpenSessionRequest Open(
        CapturePath capture = CapturePath.Upload,
        VerificationRequest? request = null,
        ProviderSession? existing = null,
        Uri? webhook = null) =>
        new(Id, $"{Id} case-1042", capture, request ?? Request(), webhook, existing);

    public static VerificationRequest Request(
        string? documentId = "137", string? type = null, string? country = null, string? processType = null, JsonObject? options = null) =>
        new()
        {
            Document = new DocumentSelector(type, country, documentId),
            ProcessType = processType,
            RedirectUrl = new Uri("https://shop.example/back?order=7"),
            ProviderOptions = options ?? [],
        };

    public static ImageUpload Image(byte[] bytes, ImageKind kind = ImageKind.Front) =>
        new(kind, ImageFormat.Jpeg, bytes.Length, _ => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)));

    public static string ProcessJson(string status, string more = "") =>
        $$"""{"processId":"{{Process}}","provider":"signicatpictureid","status":"{{status}}"{{more}}}""";

    public static Task NoProgress(ProviderSession _) => Task.CompletedTask;

    public static void AssertFailure(ProviderException exception, ProviderErrorKind kind, string code, bool mayHaveTakenEffect)
    {
        Assert.Equal((kind, code, mayHaveTakenEffect), (exception.Kind, exception.Code.ToString(), exception.MayHaveTakenEffect));
        Assert.DoesNotContain(Dossier, exception.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
