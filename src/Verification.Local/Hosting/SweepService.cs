using Verification.Core.Sweeping;

namespace Verification.Local.Hosting;

/// <summary>Runs the sweeps, as the timer functions do on Azure: soon after the start, for what a crash left, and then every few minutes.</summary>
internal sealed partial class SweepService(IEnumerable<ISweep> sweeps, TimeProvider time, ILogger<SweepService> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(First, time, stoppingToken);
            while (true)
            {
                foreach (var sweep in sweeps)
                {
                    await RunAsync(sweep, stoppingToken);
                }

                await Task.Delay(Interval, time, stoppingToken);
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
            LogFailed(sweep.Name, exception);
        }
    }

    [LoggerMessage(401, LogLevel.Information, "{Sweep} dealt with {Count}.")]
    private partial void LogSwept(string sweep, int count);

    [LoggerMessage(402, LogLevel.Error, "{Sweep} failed and runs again in five minutes.")]
    private partial void LogFailed(string sweep, Exception exception);
}
