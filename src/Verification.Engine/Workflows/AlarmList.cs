using System.Collections.Concurrent;

namespace Verification.Engine.Workflows;

/// <summary>The instances that stand still until somebody acts.</summary>
internal sealed class AlarmList
{
    private readonly ConcurrentDictionary<string, EngineAlarm> _alarms = new();

    public IReadOnlyCollection<EngineAlarm> Snapshot() => [.. _alarms.Values];

    public void Raise(EngineAlarm alarm) => _alarms[alarm.InstanceId] = alarm;

    public void Clear(string instanceId) => _alarms.TryRemove(instanceId, out _);
}
