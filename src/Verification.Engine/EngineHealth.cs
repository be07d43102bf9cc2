namespace Verification.Engine;

/// <summary>How the embedded engine is, for a health endpoint.</summary>
public interface IEngineMonitor
{
    /// <summary>The state after the last commit. Cheap; any thread.</summary>
    EngineHealth Read();
}

/// <param name="Ready">Whether it takes work.</param>
/// <param name="Problem">Why not, in one sentence without data.</param>
/// <param name="QueuedActivities">Activities that wait for a free slot.</param>
/// <param name="LoadedInstances">Instances in memory; all others wait in the file.</param>
/// <param name="Alarms">Instances that stand still until somebody acts.</param>
public sealed record EngineHealth(
    bool Ready, string? Problem, int QueuedActivities, int RunningActivities, int LoadedInstances, IReadOnlyCollection<EngineAlarm> Alarms);

/// <summary>An instance is suspended because its history and the code disagree.</summary>
/// <param name="Step">Which step, and how they disagree.</param>
public sealed record EngineAlarm(string InstanceId, string Workflow, string Step, DateTimeOffset Since);
