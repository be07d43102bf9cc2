using Verification.Core.Workflows;
using Verification.Engine.Storage;

namespace Verification.Engine.Workflows;

/// <summary>
/// The instances in memory. Those with activities outstanding always are; idle ones may leave, and are replayed from history when
/// something comes for them. An instance that a batch has touched stays until the batch is committed.
/// </summary>
internal sealed class InstanceTable(EngineDatabase database, WorkflowExecutor executor, EngineOptions options, TimeProvider timeProvider)
{
    private readonly Dictionary<string, Instance> _loaded = [];
    private readonly LinkedList<Instance> _idle = [];

    public int Count => _loaded.Count;

    public Instance Add(string id, string workflow, long now)
    {
        var instance = new Instance(database.NextKey(), id, workflow, DateTimeOffset.FromUnixTimeMilliseconds(now));
        _loaded.Add(id, instance);
        return instance;
    }

    /// <summary>The instance, replayed if it was not in memory; null when there is none.</summary>
    public Instance? Find(string id) => _loaded.GetValueOrDefault(id) ?? Load(database.Find(id));

    public Instance? Find(long key) =>
        database.Find(key) is not { } stored ? null : _loaded.GetValueOrDefault(stored.Id) ?? Load(stored);

    /// <summary>The instance without replaying it; as it is stored when it is not in memory.</summary>
    public Instance? Peek(string id) => _loaded.GetValueOrDefault(id) ?? database.Find(id);

    /// <summary>Loads an instance that was running or suspended when the engine stopped, and tries the code again.</summary>
    public void Resume(long key)
    {
        if (Find(key) is { Run: null, State.Status: WorkflowRuntimeStatus.Suspended, Outstanding: 0 } suspended)
        {
            executor.Replay(suspended, database.History(key));
        }
    }

    public void AfterCommit(IEnumerable<Instance> touched)
    {
        foreach (var instance in touched)
        {
            instance.Stored = instance.State;
            if (instance.Idle is { } node)
            {
                _idle.Remove(node);
                instance.Idle = null;
            }

            if (instance.HasEnded)
            {
                _loaded.Remove(instance.Id);
            }
            else if (instance.Outstanding == 0)
            {
                instance.IdleSince = timeProvider.GetTimestamp();
                instance.Idle = _idle.AddLast(instance);
            }
        }
    }

    public void EvictIdle()
    {
        while (_idle.First?.Value is { } oldest
            && (_idle.Count > options.MaxIdleInstances || timeProvider.GetElapsedTime(oldest.IdleSince) >= options.EvictIdleAfter))
        {
            _idle.RemoveFirst();
            _loaded.Remove(oldest.Id);
        }
    }

    private Instance? Load(Instance? stored)
    {
        if (stored is { HasEnded: false })
        {
            _loaded.Add(stored.Id, stored);
            if (stored.State.Status == WorkflowRuntimeStatus.Running)
            {
                executor.Replay(stored, database.History(stored.Key));
            }
        }

        return stored;
    }
}
