using Verification.Core.Images;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Core.Tests.Orchestration;

public sealed class VerificationWorkflowTests
{
    [Fact]
    public async Task Run_ImagesWithStart_CompletesAndLeavesNothingBehind()
    {
        await using var bench = new VerificationBench();

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Completed, Decision.Accepted), (snapshot.Status, snapshot.Decision));
        Assert.Equal(["open", "upload.Front", "start", "progress", "result", "delete"], bench.Provider.Calls);
        Assert.Equal(WorkflowRuntimeStatus.Completed, await bench.RuntimeStatusAsync(id.ToString()));
        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/") || path.StartsWith("sessions/"));
        Assert.Equal(
            ["verification.created", "session.opened", "images.uploaded", "verification.started", "result.stored", "verification.completed", "images.discarded", "session.deleted"],
            await bench.TimelineAsync(id));
    }

    /// <summary>The engine gives an activity up that hangs; each one of them, once.</summary>
    [Fact]
    public async Task Run_ActivityGivenUpByTheEngine_IsRunAgainAndTheVerificationCompletes()
    {
        await using var bench = new VerificationBench();
        HashSet<string> hung = [];
        bench.Workflows.BeforeActivity = activity => _ = hung.Add(activity)
            ? throw new ActivityFailedException(activity, "It could not be run (timeLimit).")
            : 0;

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(WorkflowRuntimeStatus.Completed, await bench.RuntimeStatusAsync(id.ToString()));
        Assert.Equal((1, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
        Assert.InRange(hung.Count, 8, 20);
    }

    [Fact]
    public async Task Run_ProviderNoLongerConfigured_FailsTellsTheClientAndKeepsNoImages()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { Request = new VerificationRequest { CallbackUrl = new Uri("https://shop.example/hook") } };
        bench.Workflows.BeforeActivity = activity =>
        {
            if (activity == "LoadPlan")
            {
                var started = VerificationId.Parse(bench.Objects.Paths.Single(path => path.StartsWith("verifications/"))["verifications/".Length..]);
                _ = bench.Get<VerificationStore>().UpdateAsync(started, record => record with { Providers = ["gone"] }, CancellationToken.None);
            }
        };

        var id = await bench.StartAsync(command);

        Assert.Equal("provider.notConfigured", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
        Assert.Single(bench.Deliveries.Sent);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
    }
}
