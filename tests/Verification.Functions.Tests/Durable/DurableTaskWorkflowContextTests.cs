using System.Text.Json;
using Microsoft.DurableTask;
using Moq;
using Verification.Core.Images;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Functions.Durable;

public sealed class DurableTaskWorkflowContextTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly ActivityRef<Nothing, Nothing> Activity = new("storeResult");

    private readonly Mock<TaskOrchestrationContext> _orchestration = new(MockBehavior.Strict);
    private DateTime _now = Start;

    public DurableTaskWorkflowContextTests()
    {
        _orchestration.SetupGet(context => context.InstanceId).Returns("ver_1");
        _orchestration.SetupGet(context => context.CurrentUtcDateTime).Returns(() => _now);
    }

    [Fact]
    public void InstanceIdAndNow_ComeFromTheOrchestration()
    {
        var context = Create();

        Assert.Equal("ver_1", context.InstanceId);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), context.Now);
    }

    [Fact]
    public async Task CallActivityAsync_Recorded_GivesItsResult()
    {
        _orchestration.Setup(context => context.CallActivityAsync<Nothing>("storeResult", Nothing.Value, null)).ReturnsAsync(Nothing.Value);

        Assert.Equal(Nothing.Value, await Create().CallActivityAsync(Activity, Nothing.Value));
    }

    [Fact]
    public async Task CallActivityAsync_TaskFailed_NamesActivityAndErrorTypeAndNothingElse()
    {
        var details = new TaskFailureDetails("System.Text.Json.JsonException", "Ada Lovelace", null, null, null);
        _orchestration.Setup(context => context.CallActivityAsync<Nothing>("storeResult", Nothing.Value, null))
            .ThrowsAsync(new TaskFailedException("storeResult", 3, details));

        var failure = await Assert.ThrowsAsync<ActivityFailedException>(() => Create().CallActivityAsync(Activity, Nothing.Value));

        Assert.Equal("storeResult", failure.Activity);
        Assert.Equal("The activity storeResult could not be run (System.Text.Json.JsonException).", failure.Message);
    }

    [Fact]
    public void WaitForSignalAsync_Hazard1_IsTheOrchestrationsOwnWaitWithNothingThatCouldCancelIt()
    {
        var wait = new TaskCompletionSource<Signal>().Task;
        _orchestration.Setup(context => context.WaitForExternalEvent<Signal>("signal", CancellationToken.None)).Returns(wait);

        Assert.Same(wait, Create().WaitForSignalAsync());
    }

    [Fact]
    public async Task WhenAny_Hazard1_SignalWinsAndTheTimerIsCanceled()
    {
        var signal = new TaskCompletionSource<Signal>();
        var timer = new TaskCompletionSource();
        _orchestration.Setup(context => context.WaitForExternalEvent<Signal>("signal", CancellationToken.None)).Returns(signal.Task);
        _orchestration.Setup(context => context.CreateTimer(It.IsAny<DateTime>(), It.IsAny<CancellationToken>()))
            .Callback((DateTime _, CancellationToken token) => token.Register(() => timer.TrySetCanceled(token)))
            .Returns(timer.Task);
        using var loser = new CancellationTokenSource();
        var context = Create();

        var waiter = context.WaitForSignalAsync();
        var round = context.CreateTimer(context.Now.AddMinutes(1), loser.Token);
        var first = Task.WhenAny(waiter, round);
        signal.SetResult(new Signal("cancel-1", SignalKind.Cancel));

        Assert.Same(waiter, await first);
        await loser.CancelAsync();
        Assert.True(round.IsCanceled);
    }

    [Fact]
    public void CreateTimer_UpToSixDays_IsTheOrchestrationsOwnTimer()
    {
        var timer = new TaskCompletionSource().Task;
        _orchestration.Setup(context => context.CreateTimer(Start.AddDays(6), CancellationToken.None)).Returns(timer);

        Assert.Same(timer, Create().CreateTimer(new DateTimeOffset(Start.AddDays(6)), CancellationToken.None));
    }

    [Fact]
    public async Task CreateTimer_Hazard8_LongerThanSixDaysIsCutIntoPieces()
    {
        var fired = new List<DateTime>();
        _orchestration.Setup(context => context.CreateTimer(It.IsAny<DateTime>(), CancellationToken.None))
            .Returns((DateTime fireAt, CancellationToken _) =>
            {
                fired.Add(fireAt);
                _now = fireAt;
                return Task.CompletedTask;
            });

        await Create().CreateTimer(new DateTimeOffset(Start.AddDays(15)), CancellationToken.None);

        Assert.Equal([Start.AddDays(6), Start.AddDays(12), Start.AddDays(15)], fired);
        Assert.All(fired, fireAt => Assert.Equal(DateTimeKind.Utc, fireAt.Kind));
    }

    [Fact]
    public async Task CreateTimer_Hazard8_CanceledInTheMiddleOfALongWait_StartsNoFurtherPiece()
    {
        using var loser = new CancellationTokenSource();
        _orchestration.Setup(context => context.CreateTimer(It.IsAny<DateTime>(), loser.Token))
            .Returns((DateTime _, CancellationToken token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));

        var timer = Create().CreateTimer(new DateTimeOffset(Start.AddDays(15)), loser.Token);
        await loser.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
        _orchestration.Verify(context => context.CreateTimer(It.IsAny<DateTime>(), loser.Token), Times.Once);
    }

    [Fact]
    public void SetStatus_PublishesTheStatusItself()
    {
        var status = new WorkflowStatus(default, default, []);
        _orchestration.Setup(context => context.SetCustomStatus(status));

        Create().SetStatus(status);

        _orchestration.Verify(context => context.SetCustomStatus(status), Times.Once);
    }

    [Fact]
    public void SetStatus_Hazard5_TheLargestStatusStaysFarBelowTheLimitOf16KiB()
    {
        var longest = new Code(new string('x', 128));
        var status = new WorkflowStatus(
            VerificationStatus.AwaitingInput,
            DateTimeOffset.MaxValue,
            [.. Enum.GetValues<ImageKind>().Select(kind => new AwaitedInput(kind, longest))]);

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(status, WorkflowJson.Options).Length, 1, 2 * 1024);
    }

    private DurableTaskWorkflowContext Create() => new(_orchestration.Object);
}
