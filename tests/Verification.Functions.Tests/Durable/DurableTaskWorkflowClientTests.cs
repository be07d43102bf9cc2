using System.Text.Json;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;
using Verification.Core.Images;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Functions.Durable;

public sealed class DurableTaskWorkflowClientTests
{
    private const string Id = "ver_1";

    private static readonly Signal Signal = new("provider-7", SignalKind.ProviderEvent, "inbox-7");

    private readonly Mock<DurableTaskClient> _durable = new(MockBehavior.Strict, "test");
    private readonly DurableClientAccessor _accessor = new();

    public DurableTaskWorkflowClientTests() => _accessor.Client = _durable.Object;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_NoSuchInstance_SchedulesItUnderItsOwnIdWithoutInput()
    {
        SetupInstance(null);
        StartOrchestrationOptions? options = null;
        SetupSchedule().Callback((TaskName _, object? _, StartOrchestrationOptions? given, CancellationToken _) => options = given)
            .ReturnsAsync(Id);

        Assert.True(await Create().StartAsync("verification", Id, Canceled));
        Assert.Equal(Id, options?.InstanceId);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task StartAsync_Hazard2_InstanceExists_IsNotStartedAgain(OrchestrationRuntimeStatus status)
    {
        SetupInstance(status);

        Assert.False(await Create().StartAsync("verification", Id, Canceled));
    }

    [Fact]
    public async Task StartAsync_Hazard2_RefusesToReplaceAnInstanceInAnyStatus()
    {
        SetupInstance(null);
        StartOrchestrationOptions? options = null;
        SetupSchedule().Callback((TaskName _, object? _, StartOrchestrationOptions? given, CancellationToken _) => options = given)
            .ReturnsAsync(Id);

        await Create().StartAsync("verification", Id, Canceled);

        var named = options?.DedupeStatuses ?? [];
        Assert.Superset(
            new HashSet<string> { "Pending", "Running", "Suspended", "Completed", "Failed", "Terminated" }, named.ToHashSet());
    }

    [Fact]
    public async Task StartAsync_Hazard2_TwoAtOnce_OneCreatesTheInstance()
    {
        SetupInstance(null);
        var created = 0;
        SetupSchedule().Returns(() => Interlocked.Increment(ref created) == 1
            ? Task.FromResult(Id)
            : Task.FromException<string>(new OrchestrationAlreadyExistsException("exists")));

        var starts = await Task.WhenAll(
            Create().StartAsync("verification", Id, Canceled), Create().StartAsync("verification", Id, Canceled));

        Assert.Single(starts, started => started);
    }

    [Fact]
    public async Task SignalAsync_Running_RaisesTheOneEvent()
    {
        _durable.Setup(client => client.RaiseEventAsync(Id, "signal", Signal, Canceled)).Returns(Task.CompletedTask);

        Assert.True(await Create().SignalAsync(Id, Signal, Canceled));
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task SignalAsync_Hazard3_NoInstanceToTakeIt_SaysSo(StatusCode code)
    {
        _durable.Setup(client => client.RaiseEventAsync(Id, "signal", Signal, Canceled)).ThrowsAsync(Refusal(code));

        Assert.False(await Create().SignalAsync(Id, Signal, Canceled));
    }

    [Fact]
    public async Task SignalAsync_HostOutOfReach_IsNotMistakenForAnEndedInstance()
    {
        _durable.Setup(client => client.RaiseEventAsync(Id, "signal", Signal, Canceled)).ThrowsAsync(Refusal(StatusCode.Unavailable));

        await Assert.ThrowsAsync<StoreException>(() => Create().SignalAsync(Id, Signal, Canceled));
    }

    /// <summary>As on the embedded engine: the API answers it with 503 and when to try again, not with 500.</summary>
    [Fact]
    public async Task GetAsync_HostOutOfReach_IsAStoreThatIsOut()
    {
        _durable.Setup(client => client.GetInstanceAsync(Id, true, Canceled)).ThrowsAsync(Refusal(StatusCode.Unavailable));

        var failure = await Assert.ThrowsAsync<StoreException>(() => Create().GetAsync(Id, Canceled));

        Assert.Equal("The task hub could not be asked (Unavailable).", failure.Message);
    }

    [Fact]
    public async Task GetAsync_NoSuchInstance_IsNull()
    {
        SetupInstance(null);

        Assert.Null(await Create().GetAsync(Id, Canceled));
    }

    [Fact]
    public async Task GetAsync_Running_ReadsWhatTheWorkflowPublished()
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var status = new WorkflowStatus(VerificationStatus.AwaitingInput, at, [new AwaitedInput(ImageKind.Front, "front.glare")]);
        _durable.Setup(client => client.GetInstanceAsync(Id, true, Canceled)).ReturnsAsync(new OrchestrationMetadata("verification", Id)
        {
            CreatedAt = at,
            LastUpdatedAt = at.AddMinutes(1),
            SerializedCustomStatus = JsonSerializer.Serialize(status, WorkflowJson.Options),
        });

        var instance = await Create().GetAsync(Id, Canceled);

        Assert.NotNull(instance);
        Assert.Equal((Id, "verification", at, at.AddMinutes(1)), (instance.Id, instance.Workflow, instance.CreatedAt, instance.UpdatedAt));
        Assert.Equal(status.Awaiting, instance.Status?.Awaiting);
    }

    /// <summary>After a rollback there are words in it that this version does not know.</summary>
    [Fact]
    public async Task GetAsync_PublishedByANewerVersion_IsAnsweredWithoutIt()
    {
        _durable.Setup(client => client.GetInstanceAsync(Id, true, Canceled)).ReturnsAsync(new OrchestrationMetadata("verification", Id)
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Running,
            SerializedCustomStatus = """{"status":"fromTheFuture","updatedAt":"2026-01-01T00:00:00Z","awaiting":[]}""",
        });

        var instance = await Create().GetAsync(Id, Canceled);

        Assert.Equal((WorkflowRuntimeStatus.Running, null), (instance!.RuntimeStatus, instance.Status));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, WorkflowRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Running, WorkflowRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, WorkflowRuntimeStatus.Suspended)]
    [InlineData(OrchestrationRuntimeStatus.Completed, WorkflowRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed, WorkflowRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, WorkflowRuntimeStatus.Terminated)]
    public async Task GetAsync_RuntimeStatus_IsTranslated(OrchestrationRuntimeStatus given, WorkflowRuntimeStatus expected)
    {
        SetupInstance(given);

        Assert.Equal(expected, (await Create().GetAsync(Id, Canceled))?.RuntimeStatus);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task TerminateAsync_EndedOrMissing_DoesNothing(StatusCode code)
    {
        _durable.Setup(client => client.TerminateInstanceAsync(Id, Canceled)).ThrowsAsync(Refusal(code));

        await Create().TerminateAsync(Id, Canceled);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    public async Task PurgeAsync_MissingOrRunning_TouchesNothing(OrchestrationRuntimeStatus? status)
    {
        SetupInstance(status);

        Assert.False(await Create().PurgeAsync(Id, Canceled));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public async Task PurgeAsync_Ended_SaysWhetherItWasTheOne(int purged, bool expected)
    {
        SetupInstance(OrchestrationRuntimeStatus.Completed);
        _durable.Setup(client => client.PurgeInstanceAsync(Id, Canceled)).ReturnsAsync(new PurgeResult(purged));

        Assert.Equal(expected, await Create().PurgeAsync(Id, Canceled));
    }

    [Fact]
    public async Task Client_NotBoundByTheRunningFunction_IsSaidInOneSentence()
    {
        var client = new DurableTaskWorkflowClient(new DurableClientAccessor());

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(Id, Canceled));

        Assert.Equal("The running function has no durable client binding.", failure.Message);
    }

    private static RpcException Refusal(StatusCode code) => new(new Status(code, "refused"));

    private DurableTaskWorkflowClient Create() => new(_accessor);

    private void SetupInstance(OrchestrationRuntimeStatus? status) =>
        _durable.Setup(client => client.GetInstanceAsync(Id, It.IsAny<bool>(), Canceled))
            .ReturnsAsync(status is { } known ? new OrchestrationMetadata("verification", Id) { RuntimeStatus = known } : null);

    private Moq.Language.Flow.ISetup<DurableTaskClient, Task<string>> SetupSchedule() =>
        _durable.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            "verification", null, It.IsAny<StartOrchestrationOptions>(), Canceled));
}
