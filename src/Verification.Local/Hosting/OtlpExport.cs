using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Verification.Core.Telemetry;

namespace Verification.Local.Hosting;

/// <summary>
/// Sends traces and metrics to the OpenTelemetry collectors that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or its like of one signal, names; the
/// exporter reads that and the other variables of the OpenTelemetry specification by itself. What is still unsent at the end is sent then.
/// </summary>
internal sealed class OtlpExport : IHostedService, IDisposable
{
    private OpenTelemetrySdk? _telemetry;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var (traces, metrics) = (HasEndpoint("TRACES"), HasEndpoint("METRICS"));
        if (traces || metrics)
        {
            _telemetry = OpenTelemetrySdk.Create(telemetry => telemetry

                // OTEL_SERVICE_NAME wins over this name.
                .ConfigureResource(resource => resource.AddService("verification").AddEnvironmentVariableDetector())
                .WithTracing(tracing => tracing.AddSource(traces ? [VerificationTelemetry.Name] : []))
                .WithMetrics(metering => metering.AddMeter(metrics ? [VerificationTelemetry.Name] : []))
                .UseOtlpExporter());
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _telemetry?.Dispose();

    private static bool HasEndpoint(string signal) =>
        IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT");

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
