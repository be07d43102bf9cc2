using Microsoft.Extensions.Logging.Abstractions;
using Verification.Core.Sweeping;
using Verification.Local.Hosting;
using Verification.Testing;

namespace Verification.Local.Tests.Hosting;

public sealed class SweepServiceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CountingSweep _failing = new(fails: true);
    private readonly CountingSweep _working = new(fails: false);

    [Fact]
    public async Task Execute_SoonAfterStartAndEveryFiveMinutes_RunsEverySweepWhateverBecomesOfTheOthers()
    {
        using var service = new SweepService([_failing, _working], _time, NullLogger<SweepService>.Instance);
        await service.StartAsync(TestContext.Current.CancellationToken);
        AdvanceTo(TimeSpan.Zero, runs: 0);
        AdvanceTo(TimeSpan.FromSeconds(15), runs: 1);
        AdvanceTo(TimeSpan.FromMinutes(4), runs: 1);
        AdvanceTo(TimeSpan.FromMinutes(1), runs: 2);

        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private void AdvanceTo(TimeSpan by, int runs)
    {
        _time.Advance(by);

        // It waits for its next round again only when it is through with this one.
        Assert.True(SpinWait.SpinUntil(() => _working.Runs == runs && _time.PendingTimers == 1, TimeSpan.FromSeconds(10)));
        Assert.Equal(runs, _failing.Runs);
    }

    private sealed class CountingSweep(bool fails) : ISweep
    {
        public string Name => nameof(CountingSweep);

        public int Runs { get; private set; }

        public Task<int> RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            return fails ? Task.FromException<int>(new InvalidOperationException("It fails.")) : Task.FromResult(1);
        }
    }
}
