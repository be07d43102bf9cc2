using Verification.Core.Storage;

namespace Verification.Core.Workflows;

/// <summary>Starts workflows and talks to them. Every method is durable once its task completes.</summary>
/// <remarks>All methods throw <see cref="StoreException"/> when the engine cannot be reached; what was asked may have happened then.</remarks>
public interface IWorkflowClient
{
    /// <summary>Starts an instance unless one with this id exists, running or ended. True when this call created it.</summary>
    Task<bool> StartAsync(string workflow, string instanceId, CancellationToken cancellationToken);

    /// <summary>Delivers a signal at least once. False when no such instance is running.</summary>
    Task<bool> SignalAsync(string instanceId, Signal signal, CancellationToken cancellationToken);

    Task<WorkflowInstance?> GetAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Ends an instance where it stands. Does nothing when it has ended or does not exist.</summary>
    Task TerminateAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Removes an ended instance with its history. False when it does not exist or still runs.</summary>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken);
}
