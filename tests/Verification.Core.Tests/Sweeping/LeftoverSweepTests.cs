using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Core.Activities;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Core.Tests.Sweeping;

public sealed class LeftoverSweepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WorkflowDied_SessionIsDeletedAndImagesDiscarded()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);
        await bench.Workflows.TerminateAsync(id.ToString(), Token);
        Assert.Equal(1, bench.Provider.SessionsOpen);

        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.SweepAsync();

        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
        Assert.Equal(VerificationStatus.Failed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_WorkflowDiedOfAnException_OutcomeIsRecordedToldAndKeptForItsTime()
    {
        await using var bench = new VerificationBench();
        bench.Workflows.BeforeActivity = activity => Throw(activity, nameof(CheckProgress));
        var id = await bench.StartAsync(
            bench.Command(ImageKind.Front) with { Request = new VerificationRequest { CallbackUrl = new Uri("https://shop.example/hook") } });
        bench.Time.Advance(VerificationBench.FirstPoll);
        Assert.Equal(WorkflowRuntimeStatus.Failed, await bench.RuntimeStatusAsync(id.ToString()));
        bench.Workflows.BeforeActivity = null;

        await bench.SweepAsync();
        await bench.SweepAsync();

        var outcome = (await bench.RecordAsync(id)).Outcome!;
        Assert.Equal((VerificationStatus.Failed, "workflow.failed"), (outcome.Status, outcome.Reasons.Single().ToString()));
        Assert.Single(bench.Deliveries.Sent);
        Assert.Equal((1, 0), (bench.Provider.SessionsOpened, bench.Provider.SessionsOpen));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
        bench.Time.Advance(TimeSpan.FromDays(31));
        await bench.SweepAsync();
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("requests/") || path.StartsWith("retention/"));
    }

    /// <summary>It died before anything was staged or open.</summary>
    [Theory]
    [InlineData(CapturePath.Upload)]
    [InlineData(CapturePath.Hosted)]
    public async Task Run_WorkflowDiedAndLeftNothing_EndsAndItsRequestIsDeletedInTime(CapturePath capture)
    {
        await using var bench = new VerificationBench();
        bench.Workflows.BeforeActivity = _ => throw new InvalidOperationException("A bug.");
        var id = await bench.StartAsync(bench.Command() with { Capture = capture });
        bench.Workflows.BeforeActivity = null;

        bench.Time.Advance(TimeSpan.FromMinutes(61));
        await bench.SweepAsync();

        Assert.Equal("workflow.failed", (await bench.RecordAsync(id)).Outcome?.Reasons.Single().ToString());
        bench.Time.Advance(TimeSpan.FromDays(31));
        await bench.SweepAsync();
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("requests/") || path.StartsWith("retention/"));
    }

    /// <summary>Killed after any write of the sweep: the next run goes on, and one outcome is told once.</summary>
    [Fact]
    public async Task Run_KilledWhileItEndsADeadWorkflow_NextRunEndsIt()
    {
        for (var write = 1; ; write++)
        {
            await using var bench = new VerificationBench();
            bench.Workflows.BeforeActivity = activity => Throw(activity, nameof(CheckProgress));
            var id = await bench.StartAsync(
                bench.Command(ImageKind.Front) with { Request = new VerificationRequest { CallbackUrl = new Uri("https://shop.example/hook") } });
            bench.Time.Advance(VerificationBench.FirstPoll);
            bench.Workflows.BeforeActivity = null;
            var writes = 0;
            bench.Objects.After = (operation, _) => operation.Name is "Open" or "List" || ++writes != write
                ? ValueTask.CompletedTask
                : throw new StoreException("killed");
            await Record.ExceptionAsync(bench.SweepAsync);
            bench.Objects.After = null;
            if (writes < write)
            {
                Assert.InRange(write, 5, 100);
                return;
            }

            bench.Time.Advance(TimeSpan.FromHours(1));
            await bench.SweepAsync();
            bench.Time.Advance(TimeSpan.FromMinutes(1));

            Assert.Equal("workflow.failed", (await bench.RecordAsync(id)).Outcome?.Reasons.Single().ToString());
            Assert.Single(bench.Deliveries.Sent.Select(sent => sent.Id).Distinct());
            Assert.Equal(0, bench.Provider.SessionsOpen);
        }
    }

    /// <summary>Its id is as old as its key, so its age says nothing of how long its images lie there.</summary>
    [Fact]
    public async Task Run_InTheMiddleOfAStartThatIsRepeatedLate_LeavesItsImages()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };
        bench.Objects.Before = (call, _) => call is { Name: "Put" } && call.Path.StartsWith("images/")
            ? throw new StoreException("killed")
            : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => bench.StartAsync(command));
        bench.Time.Advance(TimeSpan.FromHours(2));
        bench.Objects.Before = async (call, _) =>
        {
            if (call is { Name: "Put" } && call.Path.StartsWith("requests/"))
            {
                bench.Objects.Before = null;
                await bench.SweepAsync();
            }
        };

        var id = await bench.StartAsync(command);
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_RunningVerification_IsLeftAlone()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);

        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.SweepAsync();

        Assert.Equal(1, bench.Provider.SessionsOpen);
        Assert.NotNull(await bench.Get<SessionStore>().FindAsync(id, 1, Token));
    }

    /// <summary>With the key went the session's name, so that nothing more can be done here; the receipt says it too.</summary>
    [Fact]
    public async Task Run_SessionThatCouldNotBeDeletedBeforeItsErasure_IsToldOnce()
    {
        var log = new List<string>();
        await using var bench = new VerificationBench(services => services.AddLogging(logging => logging.AddProvider(new ListLogger(log))));
        bench.Provider.Before = call =>
        {
            if (call == "delete")
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", "Out.", mayHaveTakenEffect: false);
            }
        };
        await bench.EraseAsync(await bench.StartAsync());
        bench.Time.Advance(TimeSpan.FromDays(8));

        for (var day = 0; day < 3; day++)
        {
            await bench.SweepAsync();
            bench.Time.Advance(TimeSpan.FromDays(2));
        }

        Assert.Single(log, line => line.Contains("left behind", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("sessions/"));
    }

    /// <summary>Killed before a session's former key was forgotten: nothing lies under it by the end, and nothing is left to be told.</summary>
    [Fact]
    public async Task Run_LinkOfAFormerKey_IsRemovedOnceTheSessionIsClosed()
    {
        var log = new List<string>();
        await using var bench = new VerificationBench(services => services.AddLogging(logging => logging.AddProvider(new ListLogger(log))));
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        bench.Provider.Submit = (session, _) => session with { Key = "identity-1" };
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Objects.Before = (call, _) => call is { Name: "Delete" } && call.Path.StartsWith("sessions/")
            ? throw new StoreException("killed")
            : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(async () =>
            await bench.Get<VerificationCommands>().HandInAsync(await bench.RecordAsync(id), [], Token));
        bench.Objects.Before = null;
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Single(bench.Objects.Paths, path => path.StartsWith("sessions/"));

        await bench.SweepAsync();
        await bench.SweepAsync();

        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("sessions/"));
        Assert.DoesNotContain(log, line => line.Contains("left behind", StringComparison.Ordinal));
    }

    private static void Throw(string activity, string failing)
    {
        if (activity == failing)
        {
            throw new InvalidOperationException("A bug.");
        }
    }

    /// <summary>An alarm that repeats every five minutes is soon not heard any more; one that never repeats is lost.</summary>
    [Fact]
    public async Task Run_SessionThatCannotBeDeleted_IsToldOnceADay()
    {
        var log = new List<string>();
        await using var bench = new VerificationBench(services => services.AddLogging(logging => logging.AddProvider(new ListLogger(log))));
        bench.Provider.Before = call =>
        {
            if (call == "delete")
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", "Out.", mayHaveTakenEffect: false);
            }
        };
        await bench.StartAsync(ImageKind.Front);
        for (var week = 0; week < 3; week++)
        {
            bench.Time.Advance(TimeSpan.FromDays(8));
            await bench.SweepAsync();
        }

        log.Clear();
        bench.Time.Advance(TimeSpan.FromDays(1));
        for (var hour = 0; hour < 25; hour++)
        {
            await bench.SweepAsync();
            bench.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(2, log.Count(line => line.Contains("left behind", StringComparison.Ordinal)));
    }
}
