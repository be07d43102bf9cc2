using Verification.Core.Sweeping;

namespace Verification.Local.Hosting;

/// <summary>Runs the sweeps, as the timer functions do on Azure: soon after the start, for what a crash left, and then at their intervals.</summary>
internal sealed partial class SweepService(IEnumerable<ISweep> sweeps, TimeProvider time, ILogger<SweepService> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(sweeps.Select(sweep => RepeatAsync(sweep, stoppingToken)));

    private async Task RepeatAsync(ISweep sweep, CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = First; ; wait = sweep.Interval)
            {
                await Task.Delay(wait, time, stoppingToken);
                await RunAsync(sweep, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was not swept is swept after its next start.
        }
    }

    private async Task RunAsync(ISweep sweep, CancellationToken cancellationToken)
    {
        try
        {
            if (await sweep.RunAsync(cancellationToken) is > 0 and var swept)
            {
                LogSwept(sweep.Name, swept);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(sweep.Name, sweep.Interval, exception);
        }
    }

    [LoggerMessage(401, LogLevel.Information, "{Sweep} dealt with {Count}.")]
    private partial void LogSwept(string sweep, int count);

    [LoggerMessage(402, LogLevel.Error, "{Sweep} failed and runs again in {Interval}.")]
    private partial void LogFailed(string sweep, TimeSpan interval, Exception exception);
}
