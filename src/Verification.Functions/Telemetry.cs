using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Verification.Functions;

/// <summary>Sends logs, traces and metrics where the usual settings say: Application Insights, an OTLP endpoint, both or neither.</summary>
internal static class Telemetry
{
    /// <summary>Every activity source and meter of the product begins with its name.</summary>
    private const string Sources = "Verification*";

    private static readonly string[] OtlpEndpoints =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing.AddSource(Sources))
            .WithMetrics(metrics => metrics.AddMeter(Sources));
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connection)
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connection;
                exporter.Credential = new DefaultAzureCredential();
            });
        }

        if (OtlpEndpoints.Any(variable => configuration[variable] is { Length: > 0 }))
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }
}
