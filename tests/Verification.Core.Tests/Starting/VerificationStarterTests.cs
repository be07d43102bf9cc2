using Verification.Core.Images;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Testing;
using Verification.Testing.Storage;

namespace Verification.Core.Tests.Starting;

public sealed class VerificationStarterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_SameKeyAndBody_IsTheSameVerification()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };

        var first = await StartAsync(bench, command);
        bench.Time.Advance(TimeSpan.FromDays(1));
        var second = await StartAsync(bench, command);

        Assert.Equal((first.Record.Id, true, false), (second.Record.Id, first.Created, second.Created));
        Assert.Equal(1, bench.Provider.Starts);
    }

    [Fact]
    public async Task Start_SameKeyOtherBody_IsRefused()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };
        await StartAsync(bench, command);

        Assert.IsType<StartResult.KeyReused>(
            await bench.Get<VerificationStarter>().StartAsync(command with { BodyDigest = Digest.Of("other") }, Token));
    }

    /// <summary>A body without images may hold little but a document's number: whoever has its digest finds it by trying all of them.</summary>
    [Fact]
    public async Task Start_WithAKey_LeavesNoDigestByWhichKeyOrBodyCouldBeGuessed()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "person@example.com" };
        var id = await bench.StartAsync(command);

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        foreach (var path in bench.Objects.Paths)
        {
            await using var stored = await bench.Objects.OpenAsync(path, Token);
            using var reader = new StreamReader(stored!.Content);
            var all = path + await reader.ReadToEndAsync(Token);
            Assert.DoesNotContain(command.BodyDigest, all, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Digest.Of(command.IdempotencyKey!), all, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Start_SameKeyOtherClient_IsAnotherVerification()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };

        Assert.NotEqual(
            (await StartAsync(bench, command)).Record.Id,
            (await StartAsync(bench, command with { Client = "bank" })).Record.Id);
    }

    [Fact]
    public async Task Start_WhileAnotherHoldsTheLease_IsInFlightUntilItEnds()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command() with { IdempotencyKey = "key-1" };
        FailOnce(bench, "Put", "requests/");
        await Assert.ThrowsAsync<StoreException>(() => bench.Get<VerificationStarter>().StartAsync(command, Token));

        Assert.IsType<StartResult.InFlight>(await bench.Get<VerificationStarter>().StartAsync(command, Token));
        bench.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.True((await StartAsync(bench, command)).Created);
    }

    /// <summary>Kills the start after each of its writes in turn; a retry with the same key must end in exactly one verification.</summary>
    [Fact]
    public async Task Start_KilledAfterAnyWrite_RetryMakesExactlyOne()
    {
        for (var write = 1; ; write++)
        {
            await using var bench = new VerificationBench();
            var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };
            var writes = 0;
            bench.Objects.After = (operation, _) => operation.Name is "Open" or "List" || ++writes != write
                ? ValueTask.CompletedTask
                : throw new StoreException("killed");
            var killed = await Record.ExceptionAsync(() => bench.Get<VerificationStarter>().StartAsync(command, Token));
            bench.Objects.After = null;
            if (killed is null && writes < write)
            {
                Assert.InRange(write, 8, 100);
                return;
            }

            bench.Time.Advance(TimeSpan.FromSeconds(31));
            var retried = await StartAsync(bench, command);
            bench.Time.Advance(TimeSpan.FromMinutes(2));
            var snapshot = await bench.SnapshotAsync(retried.Record.Id);
            Assert.True(snapshot.Status == VerificationStatus.Completed, $"{write}: {snapshot.Status} {string.Join(',', snapshot.Reasons)}");
            Assert.Equal((1, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
        }
    }

    /// <summary>Killed when the workflow ran already but the record did not say so yet: by the retry it may even have ended.</summary>
    [Fact]
    public async Task Start_KilledBeforeTheRecordSaysScheduled_RetryStagesNothingAnew()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };
        FailOnce(bench, "TryReplace", "verifications/");
        await Assert.ThrowsAsync<StoreException>(() => bench.Get<VerificationStarter>().StartAsync(command, Token));

        bench.Time.Advance(TimeSpan.FromSeconds(31));
        var retried = await StartAsync(bench, command);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(retried.Record.Id)).Status);
        Assert.Equal(1, bench.Provider.Starts);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
    }

    [Fact]
    public async Task Start_ImageRefused_KeepsNothingAndFreesTheKey()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command() with { IdempotencyKey = "key-1", Images = [new ImageSource(ImageKind.Front, () => new MemoryStream([1, 2, 3]))] };

        var refused = await Assert.ThrowsAsync<ImageRefusedException>(() => bench.Get<VerificationStarter>().StartAsync(command, Token));

        Assert.Equal("image.unknownFormat", refused.Code.ToString());
        Assert.Equal("ver_00000000000000000000000000000000", Assert.Single(Assert.IsType<InMemorySealedStore>(bench.Get<ISealedStore>()).Keys).ToString());
        Assert.DoesNotContain(bench.Objects.Paths, path => !path.StartsWith("digest-key/"));
    }

    /// <summary>Its lease ran out while it read a slow body; by the time it refuses that, the key stands for a new verification.</summary>
    [Fact]
    public async Task Start_RefusedAfterAnotherHasTakenTheKeyAnew_LeavesTheNewClaim()
    {
        await using var bench = new VerificationBench();
        var starter = bench.Get<VerificationStarter>();
        var good = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };
        var refused = good with { Images = [new ImageSource(ImageKind.Front, () => new MemoryStream([1, 2, 3]))] };
        StartResult.Started? started = null;
        var overtaken = refused with
        {
            Images =
            [
                new ImageSource(ImageKind.Front, () =>
                {
                    bench.Time.Advance(TimeSpan.FromSeconds(31));
                    Assert.Throws<ImageRefusedException>(() => starter.StartAsync(refused, Token).GetAwaiter().GetResult());
                    started = StartAsync(bench, good).GetAwaiter().GetResult();
                    return new MemoryStream([1, 2, 3]);
                }),
            ],
        };

        await Assert.ThrowsAsync<ImageRefusedException>(() => starter.StartAsync(overtaken, Token));

        Assert.Equal(started!.Record.Id, (await StartAsync(bench, good)).Record.Id);
    }

    [Fact]
    public async Task Start_TwoHundredAtOnceWithOneKey_MakeOneVerification()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ =>
            Task.Run(() => bench.Get<VerificationStarter>().StartAsync(command, Token), Token)));

        Assert.Single(results.OfType<StartResult.Started>().Select(started => started.Record.Id).Distinct());
        Assert.Single(results.OfType<StartResult.Started>(), started => started.Created);
        Assert.Equal(1, bench.Provider.Starts);
    }

    private static async Task<StartResult.Started> StartAsync(VerificationBench bench, StartCommand command) =>
        Assert.IsType<StartResult.Started>(await bench.Get<VerificationStarter>().StartAsync(command, Token));

    private static void FailOnce(VerificationBench bench, string operation, string prefix) =>
        bench.Objects.Before = (call, _) =>
        {
            if (call.Name != operation || !call.Path.StartsWith(prefix))
            {
                return ValueTask.CompletedTask;
            }

            bench.Objects.Before = null;
            throw new StoreException("The disk is full.");
        };
}
