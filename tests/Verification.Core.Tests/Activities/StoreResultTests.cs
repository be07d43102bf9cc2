using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Verifications;
using Verification.Testing;

namespace Verification.Core.Tests.Activities;

public sealed class StoreResultTests
{
    [Fact]
    public async Task Archive_Offered_IsKeptBesideTheResult()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Archive = () => new MemoryStream([1, 2, 3]);

        var id = await StartAsync(bench);
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal(Decision.Accepted, (await bench.SnapshotAsync(id)).Decision);
        Assert.Contains($"results/{id}/1.zip", bench.Objects.Paths);
    }

    /// <summary>The decision is paid for and stands; only its archive is told to be missing.</summary>
    [Theory]
    [InlineData(ProviderErrorKind.Refused, 0)]
    [InlineData(ProviderErrorKind.Transient, 2)]
    [InlineData(ProviderErrorKind.Protocol, 2)]
    public async Task Archive_NeverReadable_DecisionStandsWithoutIt(ProviderErrorKind kind, int hours)
    {
        await using var bench = new VerificationBench();
        var begun = bench.Time.GetUtcNow();
        bench.Provider.Archive = () => throw new ProviderException(kind, "provider.unavailable", "No archive.", mayHaveTakenEffect: false);

        var id = await StartAsync(bench);
        bench.Time.Advance(TimeSpan.FromHours(hours) + VerificationBench.FirstPoll);

        Assert.Equal((VerificationStatus.Completed, Decision.Accepted), await EndAsync(bench, id));
        Assert.Contains("archive.missing", await bench.TimelineAsync(id));
        Assert.Equal(0, bench.Provider.SessionsOpen);
        var result = await bench.Get<ResultStore>().FindAsync(id, 1, CancellationToken.None);
        Assert.InRange(result!.DecidedAt - begun, TimeSpan.Zero, VerificationBench.FirstPoll);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task Archive_OfAnySize_IsKeptUpToTheLimitAndTheDecisionStands(int size, bool kept)
    {
        await using var bench = new VerificationBench(
            services => services.Configure<VerificationOptions>(options => options.ArchiveMaxBytes = 1000));
        bench.Provider.Archive = () => new MemoryStream(new byte[size]);

        var id = await StartAsync(bench);
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal((VerificationStatus.Completed, Decision.Accepted), await EndAsync(bench, id));
        Assert.Equal(kept, bench.Objects.Paths.Contains($"results/{id}/1.zip"));
        Assert.Equal(kept, !(await bench.TimelineAsync(id)).Contains("archive.missing"));
    }

    [Fact]
    public async Task Archive_ReadableAfterAWhile_IsWaitedFor()
    {
        await using var bench = new VerificationBench();
        var failing = 3;
        bench.Provider.Archive = () => failing-- > 0
            ? throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", "Not yet.", mayHaveTakenEffect: false)
            : new MemoryStream([1, 2, 3]);

        var id = await StartAsync(bench);
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Contains($"results/{id}/1.zip", bench.Objects.Paths);
        Assert.DoesNotContain("archive.missing", await bench.TimelineAsync(id));
    }

    private static async Task<VerificationId> StartAsync(VerificationBench bench)
    {
        var command = bench.Command(ImageKind.Front);
        return await bench.StartAsync(command with { Retention = command.Retention with { Keep = KeepLevel.Full } });
    }

    private static async Task<(VerificationStatus, Decision?)> EndAsync(VerificationBench bench, VerificationId id)
    {
        var snapshot = await bench.SnapshotAsync(id);
        return (snapshot.Status, snapshot.Decision);
    }
}
