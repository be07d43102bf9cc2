using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Api;
using Verification.Api.Clients;
using Verification.Core;
using Verification.Core.Providers;
using Verification.Core.Workflows;
using Verification.Storage;
using Verification.Testing.Images;
using Verification.Testing.Providers;
using Verification.Testing.Workflows;

namespace Verification.Benchmarks.Api;

/// <summary>
/// What an upload of 10 MB costs in memory, over Kestrel into the sealed file store. Client and server share the process, so the figures
/// are upper bounds. Allocated counts everything new on the heap, whether collected since or not; live is the largest heap that was seen
/// after a collection while uploads ran, less the heap before.
/// </summary>
internal static class UploadCase
{
    private const int ImageSize = 10_000_000;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
        var data = Directory.CreateTempSubdirectory("verification-bench-").FullName;
        try
        {
            await using var app = await StartAsync(data);
            var path = await BeginAsync(app.Client);
            var image = TestImages.Jpeg(payload: ImageSize);
            var raw = () => Content(image, "image/jpeg");
            var form = () => new MultipartFormDataContent("bench") { { Content(image, "image/jpeg"), "front", "front.jpg" } };
            var json = Encoding.UTF8.GetBytes($$"""{"front":"data:image/jpeg;base64,{{Convert.ToBase64String(image)}}"}""");
            await MeasureAsync("raw PUT", count, () => app.Client.PutAsync($"{path}/images/front", raw()));
            await MeasureAsync("multipart", count, () => app.Client.PostAsync($"{path}/images", form()));
            await MeasureAsync("JSON data URL", count, () => app.Client.PostAsync($"{path}/images", Content(json, "application/json")));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, int count, Func<Task<HttpResponseMessage>> upload)
    {
        // The first ones fill the pools.
        await UploadAsync(3, upload);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        var largest = LargestHeapAsync(stop.Token);
        await UploadAsync(count, upload);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count;
        var time = watch.Elapsed.TotalMilliseconds / count;
        await stop.CancelAsync();
        var live = await largest - before;
        Console.WriteLine($"{each / 1024,12:N0} KiB allocated, {Math.Max(0, live) / 1024.0,8:N0} KiB live at most, {time,6:N0} ms: one upload by {name}");
    }

    private static async Task UploadAsync(int count, Func<Task<HttpResponseMessage>> upload)
    {
        for (var i = 0; i < count; i++)
        {
            using var response = await upload();
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task<long> LargestHeapAsync(CancellationToken stop)
    {
        var largest = 0L;
        while (!stop.IsCancellationRequested)
        {
            largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }

        return largest;
    }

    private static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private static async Task<string> BeginAsync(HttpClient client)
    {
        var body = new JsonObject { ["provider"] = "fake" }.ToJsonString();
        using var response = await client.PostAsync("api/verifications", new StringContent(body, Encoding.UTF8, "application/json"));
        return response.EnsureSuccessStatusCode().Headers.Location!.ToString();
    }

    private static async Task<RunningApi> StartAsync(string data)
    {
        var key = ApiKey.New();
        var workflows = new InMemoryWorkflowHost(TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Storage:Path"] = data;
        builder.Services
            .AddSingleton<IWorkflowClient>(workflows)
            .AddSingleton<IVerificationProvider>(new FakeProvider())
            .AddVerificationStorage(builder.Configuration)
            .AddVerificationCore(builder.Configuration)
            .AddVerificationApi(builder.Configuration)
            .Configure<ClientsOptions>(clients => clients["bench"] = new ClientOptions { Keys = { key.Digest } });
        var app = builder.Build();
        app.MapVerificationApi();
        foreach (var workflow in app.Services.GetServices<IWorkflow>())
        {
            workflows.Workflows.Add(workflow.Name, workflow);
        }

        foreach (var activity in app.Services.GetServices<IActivity>())
        {
            workflows.Activities.Add(activity.Name, activity);
        }

        await app.StartAsync();
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = new Uri(app.Urls.First());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
        return new RunningApi(app, client);
    }

    private sealed record RunningApi(WebApplication App, HttpClient Client) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
