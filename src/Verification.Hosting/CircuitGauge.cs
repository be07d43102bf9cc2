using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Verification.Core.Providers;
using Verification.Core.Telemetry;

namespace Verification.Hosting;

/// <summary><c>verification.provider.circuit</c>: 0 closed, 1 one call tries, 2 open; as this process sees each provider.</summary>
internal sealed class CircuitGauge(ProviderCatalog catalog, IProviderHealth health) : IHostedService, IDisposable
{
    private readonly Meter _meter = new(VerificationTelemetry.Name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge("verification.provider.circuit", () => catalog.All
            .Select(provider => provider.Descriptor.Family)
            .Distinct()
            .Select(family => new Measurement<int>((int)health.Of(family), new KeyValuePair<string, object?>("provider", family))));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
