using Verification.Core.Workflows;
using Verification.Engine.Workflows;

namespace Verification.Engine.Loop;

/// <summary>Anything that the engine's thread is told.</summary>
internal abstract class Message;

/// <summary>Time may have come for something.</summary>
internal sealed class Tick : Message
{
    public static Tick Instance { get; } = new();
}

/// <summary>A workflow awaited what is not a task of its context.</summary>
internal sealed class ForeignTask(Instance instance) : Message
{
    public Instance Instance { get; } = instance;
}

internal enum StopPhase
{
    /// <summary>Start nothing more, finish what runs.</summary>
    Drain,

    /// <summary>Ask what still runs to stop.</summary>
    Cancel,

    /// <summary>Leave now; what still runs will run again after the next start.</summary>
    Abandon,
}

internal sealed class Stop(StopPhase phase) : Message
{
    public StopPhase Phase { get; } = phase;
}

/// <summary>Somebody waits for an answer. It is sent after the commit that makes it true.</summary>
internal abstract class Request : Message
{
    public abstract void Send();

    public abstract void Fail(Exception exception);
}

internal abstract class Request<T> : Request
{
    // The caller's code must not run on the engine's thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _completion.Task;

    public T Answer { get; set; } = default!;

    public override void Send() => _completion.TrySetResult(Answer);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}

internal sealed class StartRequest(string workflow, string id, bool isFromActivity) : Request<bool>
{
    /// <summary>It never waits for room: the activity that asks takes up the room that it would wait for.</summary>
    public bool IsFromActivity { get; } = isFromActivity;

    public string Workflow { get; } = workflow;

    public string Id { get; } = id;
}

internal sealed class SignalRequest(string id, Signal signal) : Request<bool>
{
    public string Id { get; } = id;

    public Signal Signal { get; } = signal;
}

internal sealed class TerminateRequest(string id) : Request<bool>
{
    public string Id { get; } = id;
}

internal sealed class PurgeRequest(string id) : Request<bool>
{
    public string Id { get; } = id;
}

internal sealed class GetRequest(string id) : Request<WorkflowInstance?>
{
    public string Id { get; } = id;
}
