using Verification.Core.Workflows;
using Verification.Engine.Activities;

namespace Verification.Engine.Workflows;

/// <summary>An instance in memory: its row, and its running code while it has some. Touched by the engine's thread alone.</summary>
internal sealed class Instance(long key, string id, string workflow, DateTimeOffset createdAt)
{
    /// <summary>The number that its rows are stored under; never used for another instance.</summary>
    public long Key { get; } = key;

    public string Id { get; } = id;

    public string Workflow { get; } = workflow;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public InstanceState State { get; set; } = InstanceState.New;

    /// <summary>What the database holds; null for an instance that was never stored.</summary>
    public InstanceState? Stored { get; set; }

    public int Episodes { get; set; }

    /// <summary>When the last event was delivered, Unix milliseconds.</summary>
    public long UpdatedAt { get; set; }

    /// <summary>The running code; null when the instance has ended or is suspended.</summary>
    public WorkflowRun? Run { get; set; }

    /// <summary>Activities that were handed out and have not come back.</summary>
    public int Outstanding { get; set; }

    /// <summary>Activities that wait until fewer of this instance are outstanding.</summary>
    public Queue<ActivityCall> Waiting { get; } = new(0);

    /// <summary>Its place among the idle instances, and since when it stands there (a <see cref="TimeProvider"/> timestamp).</summary>
    public LinkedListNode<Instance>? Idle { get; set; }

    public long IdleSince { get; set; }

    public bool HasEnded =>
        State.Status is WorkflowRuntimeStatus.Completed or WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated;

    public WorkflowInstance Snapshot() => new(
        Id,
        Workflow,
        State.Status,
        State.Published is { } published ? WorkflowStatus.Read(published) : null,
        CreatedAt,
        DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt));
}

/// <summary>The part of an instance's row that changes.</summary>
/// <param name="Busy">Has to be loaded at start: activities are pending, or it is suspended.</param>
/// <param name="Wake">When its earliest timer is due, Unix milliseconds.</param>
/// <param name="Published">What the workflow published last, JSON of a <see cref="WorkflowStatus"/>.</param>
/// <param name="Problem">Why it failed or is suspended; words of the program, no data.</param>
internal sealed record InstanceState(
    WorkflowRuntimeStatus Status, bool Busy = false, long? Wake = null, byte[]? Published = null, string? Problem = null)
{
    public static InstanceState New { get; } = new(WorkflowRuntimeStatus.Running);
}
