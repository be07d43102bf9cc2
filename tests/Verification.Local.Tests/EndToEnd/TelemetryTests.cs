using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Verification.Local.Commands;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>What <c>serve</c> sends to an OpenTelemetry collector.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();
    private readonly ConcurrentDictionary<string, string> _received = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_EndpointInEnvironment_SendsTheTraceOfTheVerificationAndTheMetrics()
    {
        await using var collector = await CollectAsync();
        await using var serve = LocalProcess.StartWith(
            [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")],
            "serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName);
        using var api = new ApiClient(
            await serve.ReadAsync("API", Cancelled), (await serve.ReadAsync("key", Cancelled)).Split(' ')[0]);
        var id = await api.StartAsync("accepted");
        await api.GetUntilAsync($"/api/verifications/{id}", snapshot => snapshot["status"]!.GetValue<string>() == "completed");

        serve.Interrupt();

        Assert.Equal(ExitCode.Ok, await serve.EndAsync(Cancelled));
        var traces = _received["/v1/traces"];
        Assert.Contains(Encoding.Latin1.GetString(Convert.FromHexString(id["ver_".Length..])), traces, StringComparison.Ordinal);
        Assert.All(["GetVerification", "StoreResult", "GET "], span => Assert.Contains(span, traces, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("JANSEN", traces, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            ["started", "ended", "step.duration", "webhooks.received", "provider.circuit", "engine.queue"],
            metric => Assert.Contains($"verification.{metric}", _received["/v1/metrics"], StringComparison.Ordinal));
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>Keeps what it is sent, by path, a byte a character.</summary>
    private async Task<WebApplication> CollectAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.AddOrUpdate(request.Path, Text, (_, earlier) => earlier + Text(""));
            return TypedResults.Ok();

            string Text(string path) => Encoding.Latin1.GetString(body.ToArray());
        });
        await app.StartAsync(Cancelled);
        return app;
    }
}
