using System.Text;
using Verification.Core.Erasing;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Core.Tests.Erasing;

public sealed class ErasureTests
{
    [Fact]
    public async Task Erase_WhileRunning_StopsDeletesAndProvesIt()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var receipt = await bench.Get<ReceiptStore>().FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal([new SessionErasure("fake", "session.deleted")], receipt!.Sessions);
        Assert.True(receipt.KeyDestroyed);
        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.Null(await bench.RuntimeStatusAsync(id.ToString()));
        var record = await bench.RecordAsync(id);
        Assert.NotNull(record.Erasure!.CompletedAt);
        Assert.Null(record.Outcome);
    }

    [Fact]
    public async Task Erase_AfterCompletion_LeavesNothingPersonal()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { Request = new VerificationRequest { Reference = "CANARY" } });
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        foreach (var path in bench.Objects.Paths)
        {
            await using var stored = await bench.Objects.OpenAsync(path, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stored!.Content, Encoding.Latin1);
            Assert.DoesNotContain("CANARY", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        await Assert.ThrowsAsync<ErasedException>(() =>
            bench.Get<ISealedStore>().PutAsync(id, $"results/{id}/9", Stream.Null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Erase_WorkflowThatDoesNotListen_IsTerminatedAfterGrace()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();
        bench.Workflows.DropSignals = signal => signal.Kind == SignalKind.Erase;

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(15));

        Assert.NotNull((await bench.RecordAsync(id)).Erasure!.CompletedAt);
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    /// <summary>The process that ended the workflow may die before it says so: what the workflow had running writes on all the same.</summary>
    [Fact]
    public async Task Erase_EndedByARunThatWasLost_StillWaitsForWhatWasRunning()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();
        bench.Workflows.DropSignals = signal => signal.Kind == SignalKind.Erase;
        await bench.EraseAsync(id);
        await bench.Workflows.TerminateAsync(id.ToString(), TestContext.Current.CancellationToken);

        bench.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null((await bench.RecordAsync(id)).Erasure!.CompletedAt);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.NotNull((await bench.RecordAsync(id)).Erasure!.CompletedAt);
    }

    [Fact]
    public async Task Erase_SessionWhoseOpeningWasLost_StandsInTheReceipt()
    {
        await using var bench = new VerificationBench();
        bench.Provider.After = call => _ = call == "open"
            ? throw new ProviderException(ProviderErrorKind.Transient, "provider.timeout", "POST was not answered in time.", mayHaveTakenEffect: true)
            : true;
        var id = await bench.StartAsync();
        Assert.Equal(1, bench.Provider.SessionsOpen);

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromHours(1));

        var receipt = await bench.Get<ReceiptStore>().FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal([new SessionErasure("fake", "session.deleted")], receipt!.Sessions);
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task Erase_ProviderDown_WaitsForItAndSaysWhatWasLeft()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();
        bench.Provider.Before = call =>
        {
            if (call == "delete")
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", "DELETE answered 503.", true);
            }
        };

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromDays(8));

        var receipt = await bench.Get<ReceiptStore>().FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal([new SessionErasure("fake", "session.left")], receipt!.Sessions);
    }
}
