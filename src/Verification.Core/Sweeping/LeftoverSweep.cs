using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Orchestration;
using Verification.Core.Sessions;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Sweeping;

/// <summary>
/// Cleans up after workflows that ended without doing it: sessions still open at providers, images still staged,
/// an outcome that was never recorded.
/// </summary>
public sealed partial class LeftoverSweep(
    SessionStore sessions,
    ImageStore images,
    VerificationStore verifications,
    DeadWorkflows dead,
    IWorkflowClient workflows,
    TimeProvider time,
    ILogger<LeftoverSweep> logger) : ISweep
{
    /// <summary>Younger ones need no look: most still run, or are about to.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    /// <summary>Until somebody has seen to it; at every run nobody would hear it any more.</summary>
    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromDays(1);

    private readonly Round _round = new(time);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);

    public string Name => nameof(LeftoverSweep);

    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        await RecoverySweep.IsDoneAsync(workflows, cancellationToken)
            ? (await _round.GoOnAsync(
                after => sessions.ListLinksAsync(after, cancellationToken).Concat(images.ListStagedAsync(after, cancellationToken)),
                path => ImageStore.IdIn(path) is { } id ? DiscardAsync(id, cancellationToken) : CloseAsync(path, cancellationToken),
                cancellationToken)).Swept
            : 0;

    private async Task<bool> DiscardAsync(VerificationId id, CancellationToken cancellationToken)
    {
        // A start that is not scheduled is the start sweep's, however old its id is: it may be repeated at this moment.
        if (id.CreatedAt + Young > time.GetUtcNow()
            || await verifications.FindAsync(id, cancellationToken) is { Scheduled: false }
            || await workflows.IsRunningAsync(id.ToString(), cancellationToken))
        {
            return false;
        }

        // Every start leaves an index of its images, be it empty, until its end: who died without an outcome is found by that.
        if (!await dead.TryEndAsync(id, cancellationToken))
        {
            await images.DiscardAsync(id, cancellationToken);
        }

        return true;
    }

    private async Task<bool> CloseAsync(string path, CancellationToken cancellationToken)
    {
        if (await sessions.FindLinkAsync(path, cancellationToken) is not { } link)
        {
            return false;
        }

        var closer = CloseWorkflow.InstanceId(link.Verification, link.Attempt);
        if (await workflows.IsRunningAsync(link.Verification.ToString(), cancellationToken)
            || await workflows.IsRunningAsync(EraseWorkflow.InstanceId(link.Verification), cancellationToken)
            || await workflows.IsRunningAsync(closer, cancellationToken)
            || await verifications.FindAsync(link.Verification, cancellationToken) is not { } record)
        {
            return false;
        }

        await dead.TryEndAsync(link.Verification, cancellationToken);
        if (await sessions.FindAsync(link.Verification, link.Attempt, cancellationToken) is null)
        {
            // It was closed under the key that it had last, and this is a former one; or it was erased here before it could be closed.
            if (record.Erasure is not null)
            {
                LogLeft(link.Verification, link.Attempt, link.Provider, link.OpenedAt);
            }

            return await sessions.RemoveLinkAsync(path, cancellationToken);
        }

        if (!await workflows.StartAsync(CloseWorkflow.WorkflowName, closer, cancellationToken) && IsToTell(closer))
        {
            LogLeft(link.Verification, link.Attempt, link.Provider, link.OpenedAt);
        }

        return true;
    }

    private bool IsToTell(string closer)
    {
        var now = time.GetUtcNow();
        if (_told.TryGetValue(closer, out var told) && now < told + TellAgainAfter)
        {
            return false;
        }

        _told[closer] = now;
        return true;
    }

    [LoggerMessage(111, LogLevel.Error, "Session {Attempt} of {Verification} at {Provider}, opened {OpenedAt}, could not be deleted and is left behind.")]
    private partial void LogLeft(VerificationId verification, int attempt, string provider, DateTimeOffset openedAt);
}
