using Verification.Core.Workflows;

namespace Verification.Testing.Workflows;

/// <summary>
/// Runs workflows as plain tasks in memory: no history, no replay, everything on the calling thread. With a manual clock and stores in
/// memory each call returns when the workflows can get no further, so tests need neither waiting nor polling.
/// </summary>
public sealed class InMemoryWorkflowHost(TimeProvider time) : IWorkflowClient
{
    private readonly Dictionary<string, InMemoryInstance> _instances = [];
    private readonly Lock _lock = new();

    public Dictionary<string, IWorkflow> Workflows { get; } = [];

    public Dictionary<string, IActivity> Activities { get; } = [];

    /// <summary>Called before each activity with its name; throw to see the workflow meet a failure.</summary>
    public Action<string>? BeforeActivity { get; set; }

    /// <summary>Signals that a workflow never gets to see.</summary>
    public Predicate<Signal> DropSignals { get; set; } = _ => false;

    /// <summary>The ids of all instances, running or ended.</summary>
    public IReadOnlyCollection<string> Instances
    {
        get
        {
            lock (_lock)
            {
                return [.. _instances.Keys];
            }
        }
    }

    public Task<bool> StartAsync(string workflow, string instanceId, CancellationToken cancellationToken)
    {
        InMemoryInstance instance;
        lock (_lock)
        {
            if (_instances.ContainsKey(instanceId))
            {
                return Task.FromResult(false);
            }

            instance = new InMemoryInstance(this, Workflows[workflow], instanceId, time);
            _instances.Add(instanceId, instance);
        }

        Inline(instance.Run);
        return Task.FromResult(true);
    }

    public Task<bool> SignalAsync(string instanceId, Signal signal, CancellationToken cancellationToken)
    {
        var delivered = false;
        if (!DropSignals(signal) && Find(instanceId) is { } instance)
        {
            Inline(() => delivered = instance.Deliver(signal));
        }

        return Task.FromResult(delivered);
    }

    public Task<WorkflowInstance?> GetAsync(string instanceId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(instanceId)?.Describe());

    public Task TerminateAsync(string instanceId, CancellationToken cancellationToken)
    {
        Find(instanceId)?.Terminate();
        return Task.CompletedTask;
    }

    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(
                _instances.TryGetValue(instanceId, out var instance)
                && instance.Describe().RuntimeStatus != WorkflowRuntimeStatus.Running
                && _instances.Remove(instanceId));
        }
    }

    /// <summary>Loses all instances with their histories, as when the engine's file is gone.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            foreach (var instance in _instances.Values)
            {
                instance.Terminate();
            }

            _instances.Clear();
        }
    }

    /// <summary>The instance's own task, to see with which exception a workflow failed.</summary>
    public Task CompletionOf(string instanceId) => Find(instanceId)?.Completion ?? throw new KeyNotFoundException(instanceId);

    /// <summary>Runs without the test framework's synchronization context, which would take continuations off this thread.</summary>
    private static void Inline(Action action)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private InMemoryInstance? Find(string instanceId)
    {
        lock (_lock)
        {
            return _instances.GetValueOrDefault(instanceId);
        }
    }
}
