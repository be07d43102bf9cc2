// mirrors OpenTelemetry.Extensions.Hosting 1.15.3, Microsoft.Azure.Functions.Worker.OpenTelemetry 1.2.0 and
// Azure.Monitor.OpenTelemetry.Exporter 1.7.0
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace OpenTelemetry
{
    public sealed class OpenTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class OpenTelemetryServicesExtensions
    {
        public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services) => new(services);
    }
}

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry
{
    public static class ConfigureFunctionsOpenTelemetry
    {
        public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder) => builder;
    }
}

namespace Azure.Monitor.OpenTelemetry.Exporter
{
    public class AzureMonitorExporterOptions
    {
        public string? ConnectionString { get; set; }

        public TokenCredential? Credential { get; set; }
    }

    public static class OpenTelemetryBuilderExtensions
    {
        public static IOpenTelemetryBuilder UseAzureMonitorExporter(
            this IOpenTelemetryBuilder builder, Action<AzureMonitorExporterOptions> configureAzureMonitor)
        {
            configureAzureMonitor(new AzureMonitorExporterOptions());
            return builder;
        }
    }
}
