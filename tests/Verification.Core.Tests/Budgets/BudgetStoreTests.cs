using Verification.Core.Budgets;
using Verification.Core.Starting;
using Verification.Testing;
using Verification.Testing.Storage;

namespace Verification.Core.Tests.Budgets;

public sealed class BudgetStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryTake_ManyAtOnce_LetsExactlyTheLimitThrough()
    {
        var objects = new InMemoryObjectStore();

        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            Task.Run(() => new BudgetStore(objects).TryTakeAsync("shop", 20, Noon, Token))));

        Assert.Equal(20, taken.Count(won => won));
    }

    [Fact]
    public async Task TryTake_NextDayOrOtherClient_HasItsOwnBudget()
    {
        var budgets = new BudgetStore(new InMemoryObjectStore());
        Assert.True(await budgets.TryTakeAsync("shop", 1, Noon, Token));

        Assert.False(await budgets.TryTakeAsync("shop", 1, Noon.AddHours(11.9), Token));
        Assert.True(await budgets.TryTakeAsync("shop", 1, Noon.AddHours(12), Token));
        Assert.True(await budgets.TryTakeAsync("other", 1, Noon, Token));
    }

    [Fact]
    public async Task Start_BudgetSpent_KeepsNothingAndSaysUntilWhen()
    {
        await using var bench = new VerificationBench();
        var starter = bench.Get<VerificationStarter>();
        await starter.StartAsync(bench.Command() with { PaidStartsPerDay = 1 }, Token);
        var before = bench.Objects.Paths;

        var second = await starter.StartAsync(bench.Command() with { PaidStartsPerDay = 1, IdempotencyKey = "key-2" }, Token);

        Assert.Equal(TimeSpan.FromHours(24), Assert.IsType<StartResult.BudgetSpent>(second).RetryAfter);
        Assert.Equal(before, bench.Objects.Paths);
    }
}
