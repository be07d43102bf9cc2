using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Local.Hosting;
using Verification.Testing;

namespace Verification.Benchmarks.Product;

/// <summary>The product as <c>serve</c> puts it together, and the two ways to have a person verified with it.</summary>
internal sealed class BenchProduct : IAsyncDisposable
{
    private const string Provider = "assure.signicatpictureid";
    private const string Scenario = "scenario:at-once";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly byte[] _picture = File.ReadAllBytes(Repository.PathTo("samples", "passport.jpg"));
    private readonly DirectoryInfo _data;
    private readonly Listener _listener;
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly IVerificationProvider _provider;
    private readonly IWorkflowClient _workflows;

    private BenchProduct(DirectoryInfo data, Listener listener, WebApplication app, DevelopmentKey key)
    {
        (_data, _listener, _app) = (data, listener, app);
        _http = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        _http.BaseAddress = listener.Url;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);
        _provider = app.Services.GetRequiredService<ProviderCatalog>().Get(Provider);
        _workflows = app.Services.GetRequiredService<IWorkflowClient>();
    }

    public static async Task<BenchProduct> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("verification-bench-");
        var listener = Listener.Bind(ListenUrls.Parse("http://127.0.0.1:0"));
        var key = DevelopmentKey.New();
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(SimulatedProviders.Settings(listener.Url))
            .AddInMemoryCollection(key.Settings())
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Verification:PublicUrl"] = listener.Url.AbsoluteUri,
                [$"Clients:{DevelopmentKey.Client}:RequestsPerMinute"] = "0",
            })
            .Build();
        var app = LocalHost.Build(new LocalHostSettings(listener, data.FullName, settings, Simulators: true, LogLevel.Critical));
        await app.StartAsync();
        var product = new BenchProduct(data, listener, app, key);
        await product.PostAsync("/_sim/scenarios", new JsonObject
        {
            ["name"] = "at-once",
            ["scenario"] = new JsonObject { ["description"] = "Decides without delay.", ["processing"] = "PT0S" },
        });
        return product;
    }

    /// <summary>A client of the API: starts with a picture, and is done when the workflow is, the dossier deleted.</summary>
    public async Task VerifyAsync(VerificationId id)
    {
        var started = await PostAsync("/api/verifications", new JsonObject
        {
            ["provider"] = Provider,
            ["processType"] = "document",
            ["document"] = new JsonObject { ["type"] = "passport", ["country"] = "UTO" },
            ["reference"] = $"{Scenario} {id}",
            ["images"] = new JsonObject { ["front"] = $"data:image/jpeg;base64,{Convert.ToBase64String(_picture)}" },
        });
        var instance = (string)started["id"]!;
        while (await _workflows.GetAsync(instance, CancellationToken.None) is { RuntimeStatus: WorkflowRuntimeStatus.Running })
        {
            await Task.Delay(Glance, TimeProvider.System);
        }

        var ended = (await _http.GetFromJsonAsync<JsonObject>($"/api/verifications/{instance}"))!;
        if ((string?)ended["decision"] != "accepted")
        {
            throw new InvalidOperationException($"Not accepted: {ended.ToJsonString()}");
        }
    }

    /// <summary>The same calls at the provider and nothing else.</summary>
    public async Task CallProviderAsync(VerificationId id)
    {
        var request = new VerificationRequest { ProcessType = "document", Document = new DocumentSelector("passport", "UTO", null) };
        var session = await _provider.OpenSessionAsync(
            new OpenSessionRequest(id, $"{id} {Scenario}", CapturePath.Upload, request, null, null), _ => Task.CompletedTask, CancellationToken.None);
        var picture = new ImageUpload(
            ImageKind.Front, ImageFormat.Jpeg, _picture.Length, _ => Task.FromResult<Stream>(new MemoryStream(_picture)));
        await _provider.UploadImageAsync(session, picture, CancellationToken.None);
        await _provider.StartAsync(session, CancellationToken.None);
        while ((await _provider.GetProgressAsync(session, CancellationToken.None)).State != ProviderState.Decided)
        {
            await Task.Delay(Glance, TimeProvider.System);
        }

        await _provider.GetResultAsync(session, CancellationToken.None);
        await _provider.DeleteAsync(session, CancellationToken.None);
    }

    private async Task<JsonObject> PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _listener.Dispose();
        _data.Delete(recursive: true);
    }
}
