using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Verification.Core.Telemetry;

namespace Verification.Engine;

/// <summary>The engine's health as metrics: what waits, what runs, what is in memory, what stands still.</summary>
internal sealed class EngineGauges(IEngineMonitor engine) : IHostedService, IDisposable
{
    private readonly Meter _meter = new(VerificationTelemetry.Name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge("verification.engine.queue", () => engine.Read().QueuedActivities);
        _meter.CreateObservableGauge("verification.engine.running", () => engine.Read().RunningActivities);
        _meter.CreateObservableGauge("verification.engine.loaded", () => engine.Read().LoadedInstances);
        _meter.CreateObservableGauge("verification.engine.suspended", () => engine.Read().Alarms.Count);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
