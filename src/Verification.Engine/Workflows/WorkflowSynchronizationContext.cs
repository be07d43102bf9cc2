namespace Verification.Engine.Workflows;

/// <summary>
/// Brings every continuation of a workflow back to the engine's thread and runs it only while an event is being delivered. That is
/// what lets workflow code await plainly and use <see cref="Task.WhenAny(Task[])"/>, and still be deterministic.
/// </summary>
internal sealed class WorkflowSynchronizationContext(Action onForeignTask) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new(0);
    private volatile int _thread;

    private bool IsInside => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Makes this the current context until disposed.</summary>
    public Episode Enter()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        _thread = Environment.CurrentManagedThreadId;
        return new Episode(this, outer);
    }

    public void RunUntilQuiet()
    {
        while (_ready.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    /// <exception cref="InvalidOperationException">The caller is not the workflow's own code.</exception>
    public void ThrowIfOutside()
    {
        if (!IsInside)
        {
            throw new InvalidOperationException("A workflow's context may be used only by its own code, between events.");
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsInside)
        {
            _ready.Enqueue((d, state));
        }
        else
        {
            onForeignTask();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Workflow code never blocks.");

    public override SynchronizationContext CreateCopy() => this;

    public readonly struct Episode(WorkflowSynchronizationContext owner, SynchronizationContext? outer) : IDisposable
    {
        public void Dispose()
        {
            owner._thread = 0;
            SetSynchronizationContext(outer);
        }
    }
}
