using Microsoft.Extensions.Logging.Abstractions;
using Verification.Core.Sweeping;
using Verification.Local.Hosting;
using Verification.Testing;

namespace Verification.Local.Tests.Hosting;

public sealed class SweepServiceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CountingSweep _failing = new(fails: true, TimeSpan.FromMinutes(5));
    private readonly CountingSweep _working = new(fails: false, TimeSpan.FromMinutes(5));
    private readonly CountingSweep _frequent = new(fails: false, TimeSpan.FromSeconds(15));

    [Fact]
    public async Task Execute_SoonAfterStartAndAtItsInterval_RunsEachSweepWhateverBecomesOfTheOthers()
    {
        using var service = new SweepService([_failing, _working, _frequent], _time, NullLogger<SweepService>.Instance);
        await service.StartAsync(TestContext.Current.CancellationToken);
        AdvanceTo(TimeSpan.Zero, runs: 0, frequent: 0);
        AdvanceTo(TimeSpan.FromSeconds(15), runs: 1, frequent: 1);
        for (var quarter = 1; quarter <= 20; quarter++)
        {
            AdvanceTo(TimeSpan.FromSeconds(15), runs: quarter < 20 ? 1 : 2, frequent: 1 + quarter);
        }

        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private void AdvanceTo(TimeSpan by, int runs, int frequent)
    {
        _time.Advance(by);

        // Each waits for its next round again only when it is through with this one.
        Assert.True(SpinWait.SpinUntil(() => _time.PendingTimers == 3 && _frequent.Runs == frequent, TimeSpan.FromSeconds(10)));
        Assert.Equal((runs, runs, frequent), (_failing.Runs, _working.Runs, _frequent.Runs));
    }

    private sealed class CountingSweep(bool fails, TimeSpan interval) : ISweep
    {
        public string Name => nameof(CountingSweep);

        public TimeSpan Interval => interval;

        public int Runs { get; private set; }

        public Task<int> RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            return fails ? Task.FromException<int>(new InvalidOperationException("It fails.")) : Task.FromResult(1);
        }
    }
}
