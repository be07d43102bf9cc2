using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Verification.Local.Commands;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>What <c>serve</c> sends to an OpenTelemetry collector.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string FreePort = "http://127.0.0.1:0";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_RestartedInTheMiddle_SendsOneTraceFromTheRequestToTheProvider()
    {
        await using var collector = await CollectAsync();
        await using var simulators = LocalProcess.Start("simulators", "--urls", FreePort);
        var provider = (await simulators.ReadAsync("simulators", Cancelled)).Split(' ')[0];
        using var control = new ApiClient(provider, "none");
        await control.PostAsync("/_sim/scenarios", new JsonObject
        {
            ["name"] = "unhurried",
            ["scenario"] = new JsonObject { ["description"] = "Long enough to be restarted in.", ["processing"] = "PT3S" },
        });

        var id = "";
        await ServeAsync(collector, provider, async api =>
        {
            id = await api.StartAsync("unhurried");
            await api.GetUntilAsync($"/api/verifications/{id}/timeline", HasBegun);
        });
        var before = Spans().Count();
        await ServeAsync(collector, provider, async api =>
        {
            await api.GetUntilAsync($"/api/verifications/{id}", snapshot => snapshot["status"]!.GetValue<string>() == "completed");
            await api.GetAsync("/api/providers");
        });

        var trace = id["ver_".Length..];
        AssertHas(Spans().Take(before).Where(span => span.TraceId == trace), "POST /api/verifications", "Start", "OpenSession", "POST /dossiers");
        AssertHas(Spans().Skip(before).Where(span => span.TraceId == trace), "GET /api/verifications/{id}", "StoreResult", "Verification");
        Assert.DoesNotContain(Spans(), span => span.TraceId != trace && span.Kind == OtlpSpan.Client && span.Name.Contains("/dossiers", StringComparison.Ordinal));
        Assert.Contains(Spans(), span => span.Name == "GET /api/providers" && span.TraceId != trace);
        Assert.All(Spans(), span => Assert.DoesNotContain(trace, span.Name, StringComparison.Ordinal));
        AssertTree(Spans().Where(span => span.TraceId == trace).ToList());
    }

    [Fact]
    public async Task Serve_EndpointInEnvironment_SendsTheMetricsAndNothingPersonal()
    {
        await using var collector = await CollectAsync();
        await ServeAsync(collector, "on", async api =>
        {
            var id = await api.StartAsync("accepted");
            await api.GetUntilAsync($"/api/verifications/{id}", snapshot => snapshot["status"]!.GetValue<string>() == "completed");
        });

        var everything = string.Concat(_received.Select(export => Encoding.Latin1.GetString(export.Body)));
        Assert.All(
            ["started", "ended", "step.duration", "webhooks.received", "provider.circuit", "engine.queue"],
            metric => Assert.Contains($"verification.{metric}", everything, StringComparison.Ordinal));
        Assert.DoesNotContain("JANSEN", everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("scenario:accepted", everything, StringComparison.Ordinal);
    }

    /// <summary>The specification's variables of one signal, whose address is taken as it stands.</summary>
    [Fact]
    public async Task Serve_EndpointOfTracesAlone_SendsTracesAlone()
    {
        await using var collector = await CollectAsync();
        await ServeAsync("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Urls.Single()}/v1/spans", "on", api => api.GetAsync("/api/providers"));

        Assert.NotEmpty(_received);
        Assert.All(_received, export => Assert.Equal("/v1/spans", export.Path));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static bool HasBegun(JsonObject timeline) =>
        timeline["entries"]!.AsArray().Any(entry => entry!["code"]!.GetValue<string>() == "verification.started");

    private static void AssertHas(IEnumerable<OtlpSpan> spans, params string[] names) =>
        Assert.Superset(names.ToHashSet(), spans.Select(span => span.Name).ToHashSet());

    /// <summary>No parent is missing, and every call to the provider stands in an activity.</summary>
    private static void AssertTree(IReadOnlyList<OtlpSpan> trace)
    {
        var ids = trace.Select(span => span.SpanId).Append("").ToHashSet();
        Assert.All(trace, span => Assert.Contains(span.ParentId, ids));
        Assert.All(trace.Where(span => span.Kind == OtlpSpan.Client), call =>
        {
            Assert.NotEmpty(call.ParentId);
            Assert.True(call.Tags.ContainsKey("http.response.status_code") || call.Tags.ContainsKey("error.type"), call.ToString());
        });
        Assert.All(trace.Where(span => span.Kind == OtlpSpan.Server), request =>
        {
            Assert.Equal($"{request.Tags["http.request.method"]} {request.Tags["http.route"]}", request.Name);
            Assert.Contains("http.response.status_code", request.Tags.Keys);
        });
    }

    /// <summary>Serves until it was used and then stops as one should, which sends what is still unsent.</summary>
    private Task ServeAsync(WebApplication collector, string simulators, Func<ApiClient, Task> useAsync) =>
        ServeAsync("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single(), simulators, useAsync);

    private async Task ServeAsync(string variable, string endpoint, string simulators, Func<ApiClient, Task> useAsync)
    {
        await using var serve = LocalProcess.StartWith(
            [(variable, endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")],
            "serve", "--urls", FreePort, "--data", _data.FullName, "--simulators", simulators);
        using var api = new ApiClient(
            await serve.ReadAsync("API", Cancelled), (await serve.ReadAsync("key", Cancelled)).Split(' ')[0]);
        await useAsync(api);
        serve.Interrupt();
        Assert.Equal(ExitCode.Ok, await serve.EndAsync(Cancelled));
    }

    private IEnumerable<OtlpSpan> Spans() =>
        _received.Where(export => export.Path == "/v1/traces").SelectMany(export => OtlpSpan.Read(export.Body));

    private async Task<WebApplication> CollectAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(FreePort);
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((request.Path, body.ToArray()));
            return TypedResults.Ok();
        });
        await app.StartAsync(Cancelled);
        return app;
    }
}
