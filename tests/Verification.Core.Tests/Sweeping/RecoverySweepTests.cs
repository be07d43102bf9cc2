using Verification.Core.Deliveries;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Sweeping;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Sweeping;

/// <summary>The engine's histories are lost, the store is not.</summary>
public sealed class RecoverySweepTests
{
    private static readonly ProviderProgress Processing = new(ProviderState.Processing);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lost_PaidAndProcessing_EndsInItsDecisionAndBuysNothingMore()
    {
        await using var bench = new VerificationBench(new FakeProvider { Progress = Processing });
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        await LoseAsync(bench);
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Completed, Decision.Accepted), (snapshot.Status, snapshot.Decision));
        Assert.Equal((1, 1, 1), (bench.Provider.CallsOf("open"), bench.Provider.CallsOf("start"), bench.Provider.CallsOf("upload.Front")));
        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.Contains("verification.resumed", await bench.TimelineAsync(id));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/") || path.StartsWith("sessions/"));
    }

    /// <summary>Nobody knows what became of the call, so the provider is asked once it has settled.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lost_WhileTheStartSettles_PaysOnce(bool tookEffect)
    {
        await using var bench = new VerificationBench();
        var lost = false;
        Action<string> lose = call =>
        {
            if (call == "start" && !lost)
            {
                lost = true;
                throw new ProviderException(ProviderErrorKind.Transient, "provider.timeout", "POST timed out.", mayHaveTakenEffect: true);
            }
        };
        (bench.Provider.Before, bench.Provider.After) = tookEffect ? (null, lose) : (lose, (Action<string>?)null);
        var id = await bench.StartAsync(ImageKind.Front);

        await LoseAsync(bench);
        bench.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 1), (bench.Provider.Starts, bench.Provider.CallsOf("open")));
    }

    [Fact]
    public async Task Lost_WhileImagesAreAwaited_GoesOnAwaitingThemInTheSameSession()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();

        await LoseAsync(bench);
        Assert.Equal("front.missing", (await bench.SnapshotAsync(id)).Awaiting.Single().Code.ToString());
        await bench.StageAsync(id, ImageKind.Front);
        await bench.SubmitAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 0), (bench.Provider.SessionsOpened, bench.Provider.SessionsOpen));
    }

    [Fact]
    public async Task Lost_AfterAFallback_GoesOnWithTheProviderThatHadItsTurn()
    {
        await using var bench = new VerificationBench(new FakeProvider("first"), new FakeProvider("second") { Progress = Processing });
        bench.Provider.Before = call => Fail(call, "upload.Front");
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, bench.Providers[1].Starts);

        bench.Provider.Before = null;
        await LoseAsync(bench);
        bench.Providers[1].Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        bench.Providers[1].Result = bench.Providers[1].Result with { Decision = Decision.Rejected };
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(("second", Decision.Rejected), ((await bench.SnapshotAsync(id)).Provider, (await bench.SnapshotAsync(id)).Decision));
        Assert.Equal((1, 0, 1), (bench.Provider.CallsOf("open"), bench.Provider.Starts, bench.Providers[1].Starts));
    }

    [Fact]
    public async Task Lost_PastTheDeadline_OpensNothingAndExpires()
    {
        await using var bench = new VerificationBench();
        bench.Workflows.BeforeActivity = activity => _ = activity == "LoadPlan" ? throw new ActivityFailedException(activity, "It hung.") : 0;
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Workflows.Forget();
        bench.Workflows.BeforeActivity = null;
        bench.Time.Advance(TimeSpan.FromDays(2));

        await bench.SweepAsync();

        Assert.Equal(VerificationStatus.Expired, (await bench.SnapshotAsync(id)).Status);
        Assert.Empty(bench.Provider.Calls);
    }

    [Fact]
    public async Task Lost_WhileAnOutcomeIsTold_TellsItOnce()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = tries => tries < 2 ? new DeliveryAnswer(503, "unavailable") : new DeliveryAnswer(200, "delivered");
        var command = bench.Command(ImageKind.Front);
        await bench.StartAsync(command with { Request = command.Request with { CallbackUrl = new Uri("https://shop.example/hook") } });
        bench.Time.Advance(VerificationBench.FirstPoll);
        Assert.Single(bench.Deliveries.Sent);

        await LoseAsync(bench);
        Assert.Equal(2, bench.Deliveries.Sent.Count);
        await LoseAsync(bench);

        Assert.Equal(2, bench.Deliveries.Sent.Count);
    }

    /// <summary>Nobody was to be told then; who is configured since must not hear of everything that ever ended.</summary>
    [Fact]
    public async Task Lost_LongAfterAnOutcomeThatWasToldNobody_TellsNobody()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromDays(2));
        var request = (await bench.Get<RequestStore>().GetAsync(id, Token)) with { CallbackUrl = new Uri("https://shop.example/hook") };
        await bench.Get<RequestStore>().PutAsync(id, request, Token);

        await LoseAsync(bench);

        Assert.Empty(bench.Deliveries.Sent);
    }

    [Fact]
    public async Task Lost_OneRecordIsDamaged_TheOthersGoOn()
    {
        await using var bench = new VerificationBench(new FakeProvider { Progress = Processing });
        VerificationId[] ids = [await bench.StartAsync(ImageKind.Front), await bench.StartAsync(ImageKind.Front)];
        var sorted = ids.OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        await bench.Objects.PutAsync($"verifications/{sorted[0]}", new MemoryStream("junk"u8.ToArray()), Token);

        bench.Workflows.Forget();
        Assert.Equal(1, await bench.Get<RecoverySweep>().RunAsync(Token));
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(sorted[1])).Status);
    }

    [Fact]
    public async Task Lost_WhileErasing_IsErased()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Before = call => Fail(call, "delete");
        var id = await bench.StartAsync();
        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await bench.RecordAsync(id)).Erasure!.CompletedAt);

        bench.Provider.Before = null;
        await LoseAsync(bench);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull((await bench.RecordAsync(id)).Erasure!.CompletedAt);
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    /// <summary>The sweep of leftovers must not delete the sessions of what is about to go on.</summary>
    [Fact]
    public async Task Lost_ScanIsCutOff_NothingIsCleanedUpAndAllGoesOnAfterTheNext()
    {
        await using var bench = new VerificationBench(new FakeProvider { Progress = Processing });
        VerificationId[] ids = [await bench.StartAsync(ImageKind.Front), await bench.StartAsync(ImageKind.Front)];
        var last = ids.MaxBy(id => id.ToString(), StringComparer.Ordinal);
        bench.Workflows.Forget();
        bench.Objects.Before = (call, _) => call.Path == $"verifications/{last}" ? throw new StoreException("killed") : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<AggregateException>(() => bench.Get<RecoverySweep>().RunAsync(Token));
        bench.Objects.Before = null;
        Assert.Equal(0, await bench.Get<LeftoverSweep>().RunAsync(Token));
        Assert.Equal(2, bench.Provider.SessionsOpen);

        Assert.Equal(1, await bench.Get<RecoverySweep>().RunAsync(Token));
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        foreach (var id in ids)
        {
            Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        }

        Assert.Equal((2, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
    }

    /// <summary>Azure ends a function, and its whole process, after ten minutes.</summary>
    [Fact]
    public async Task Lost_MoreThanOneRunCanLookAt_GoesOnWhereTheLastRunStopped()
    {
        const int Count = 10;
        await using var bench = new VerificationBench(new FakeProvider { Progress = Processing });
        for (var start = 0; start < Count; start++)
        {
            await bench.StartAsync(ImageKind.Front);
        }

        bench.Workflows.Forget();
        var looked = new List<string>();
        bench.Objects.Before = (call, _) =>
        {
            if (call.Name == "Open" && call.Path.StartsWith("verifications/") && !looked.Contains(call.Path))
            {
                looked.Add(call.Path);
                bench.Time.Advance(TimeSpan.FromMinutes(1));
            }

            return ValueTask.CompletedTask;
        };
        var recovered = new List<int>();
        while (recovered.Sum() < Count)
        {
            var begun = bench.Time.GetUtcNow();
            recovered.Add(await bench.Get<RecoverySweep>().RunAsync(Token));
            Assert.InRange(bench.Time.GetUtcNow() - begun, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4));
            Assert.Equal(recovered.Sum() < Count ? null : WorkflowRuntimeStatus.Completed, await bench.RuntimeStatusAsync("anchor"));
        }

        Assert.Equal([4, 4, 2], recovered);
        Assert.Equal(looked.Order(StringComparer.Ordinal), looked);
    }

    [Fact]
    public async Task NotLost_LooksOnceAndStartsNothing()
    {
        await using var bench = new VerificationBench(new FakeProvider { Progress = Processing });
        var id = await bench.StartAsync(ImageKind.Front);

        Assert.Equal(0, await bench.Get<RecoverySweep>().RunAsync(Token));
        bench.Objects.Before = (call, _) => throw new StoreException($"{call.Path} is looked at again");
        Assert.Equal(0, await bench.Get<RecoverySweep>().RunAsync(Token));
        bench.Objects.Before = null;

        Assert.DoesNotContain("verification.resumed", await bench.TimelineAsync(id));
    }

    private static async Task LoseAsync(VerificationBench bench)
    {
        await bench.SweepAsync();
        bench.Workflows.Forget();
        await bench.SweepAsync();
    }

    private static void Fail(string call, string failing)
    {
        if (call == failing)
        {
            throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", $"{call} answered 503.", mayHaveTakenEffect: false);
        }
    }
}
