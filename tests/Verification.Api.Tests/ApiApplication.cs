using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Api.Clients;
using Verification.Api.Tests.OpenApi;
using Verification.Core;
using Verification.Core.Deliveries;
using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Workflows;
using Verification.Testing;
using Verification.Testing.Images;
using Verification.Testing.Providers;

namespace Verification.Api.Tests;

/// <summary>The API on a test server over the bench of the domain: everything real but stores, engine, clock and providers.</summary>
public sealed class ApiApplication : IAsyncDisposable
{
    private readonly Dictionary<string, ApiKey> _keys = [];
    private readonly DocumentedAnswers _answers = new();
    private readonly WebApplication _app;

    public ApiApplication(params FakeProvider[] providers)
        : this(_ => { }, providers)
    {
    }

    public ApiApplication(Action<IServiceCollection> configure, params FakeProvider[] providers)
    {
        Bench = new VerificationBench(providers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(VerificationBench.Settings);
        builder.Services
            .AddSingleton<TimeProvider>(Bench.Time)
            .AddSingleton<IObjectStore>(Bench.Objects)
            .AddSingleton(Bench.Get<ISealedStore>())
            .AddSingleton<IWorkflowClient>(Bench.Workflows)
            .AddVerificationCore(builder.Configuration)
            .AddVerificationApi(builder.Configuration)
            .AddSingleton<IDeliverySender>(Bench.Deliveries)
            .Configure<ClientsOptions>(AddClients);
        foreach (var provider in Bench.Providers)
        {
            builder.Services.AddSingleton<IVerificationProvider>(provider);
        }

        configure(builder.Services);
        _app = builder.Build();
        _app.Use(_answers.WatchAsync);
        _app.MapVerificationApi();
        _app.StartAsync().GetAwaiter().GetResult();
        Client = CreateClient(VerificationBench.Client);
    }

    public VerificationBench Bench { get; }

    /// <summary>Calls as the client that owns everything and may do everything.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static string PngDataUrl => $"data:image/png;base64,{Convert.ToBase64String(TestImages.Png())}";

    /// <param name="name">One of <c>shop</c>, <c>other</c>, or a scope for a client that has this scope only; null calls without a key.</param>
    public HttpClient CreateClient(string? name)
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = name is null ? null : new AuthenticationHeaderValue("Bearer", _keys[name].Value);
        return client;
    }

    /// <summary>A start body of the fake provider, with the members given on top.</summary>
    public static JsonObject Body(params (string Name, JsonNode? Value)[] members)
    {
        var body = new JsonObject { ["provider"] = "fake", ["processType"] = "document" };
        foreach (var (name, value) in members)
        {
            body[name] = value;
        }

        return body;
    }

    public Task<HttpResponseMessage> PostStartAsync(JsonNode body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/verifications") { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts one that awaits its image, and gives its path.</summary>
    public async Task<string> StartAsync(params (string Name, JsonNode? Value)[] members)
    {
        var response = await PostStartAsync(Body(members));
        return response.IsSuccessStatusCode
            ? response.Headers.Location!.ToString()
            : throw new InvalidOperationException(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonNode> GetAsync(string path) =>
        await ReadAsync(await Client.GetAsync(path, TestContext.Current.CancellationToken));

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Bench.DisposeAsync();
        Assert.Empty(_answers.Undocumented);
    }

    private void AddClients(ClientsOptions clients)
    {
        Add(VerificationBench.Client, Scopes.All);
        Add("other", Scopes.All);
        foreach (var scope in new[] { Scopes.Read, Scopes.Write, Scopes.Results, Scopes.Erase, Scopes.Operator })
        {
            Add(scope.ToString().ToLowerInvariant(), scope);
        }

        void Add(string name, Scopes scope)
        {
            _keys.TryAdd(name, ApiKey.New());
            clients[name] = new ClientOptions { Keys = { _keys[name].Digest }, Scopes = { scope }, RequestsPerMinute = 0 };
        }
    }
}
