using Verification.Core.Storage;
using Verification.Engine.Storage;

namespace Verification.Engine.Loop;

/// <summary>
/// Writes batches. While the file cannot be written (a full disk), the batch is kept and tried again, callers are told at once, and
/// everything else that happens meanwhile waits its turn.
/// </summary>
internal sealed class Committer(EngineDatabase database, EngineParts parts, Mailbox mailbox, WakeUp wakeUp)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly List<Message> _postponed = [];
    private volatile string? _problem;

    /// <summary>Why nothing can be written at the moment.</summary>
    public string? Problem => _problem;

    public bool HasPostponed => _postponed.Count > 0;

    /// <summary>False when the engine was told to leave before the batch could be written.</summary>
    /// <param name="isLeaving">Whether it was told so already.</param>
    /// <exception cref="SqliteException">The file is damaged; trying again cannot help.</exception>
    public bool Commit(Batch batch, bool isLeaving)
    {
        if (batch.WritesNothing)
        {
            return true;
        }

        while (!TryCommit(batch))
        {
            if (isLeaving || !WaitForRetry())
            {
                return false;
            }
        }

        parts.Options.CommitProbe?.Invoke(true);
        return true;
    }

    /// <summary>What came while the file could not be written.</summary>
    public IReadOnlyList<Message> TakePostponed()
    {
        if (_postponed.Count == 0)
        {
            return [];
        }

        List<Message> messages = [.. _postponed];
        _postponed.Clear();
        return messages;
    }

    private bool TryCommit(Batch batch)
    {
        try
        {
            parts.Options.CommitProbe?.Invoke(false);
            database.Commit(batch);
        }
        catch (SqliteException exception) when (!exception.IsCorruption)
        {
            Stall(batch, $"The engine's file cannot be written: {exception.Advice}.");
            return false;
        }

        if (_problem is not null)
        {
            _problem = null;
            parts.Logger.CommitResumed();
        }

        return true;
    }

    private void Stall(Batch batch, string problem)
    {
        if (_problem != problem)
        {
            _problem = problem;
            parts.Logger.CommitStalled(problem);
        }

        // Whether what they asked for takes effect is open until the batch is written; every request may be repeated.
        batch.Replies.ForEach(request => request.Fail(new StoreException(problem)));
        batch.Replies.Clear();
    }

    private bool WaitForRetry()
    {
        wakeUp.In(RetryInterval);
        var ticked = false;
        while (!ticked)
        {
            foreach (var message in mailbox.Take(wait: true))
            {
                switch (message)
                {
                    case Tick:
                        ticked = true;
                        break;
                    case Request request:
                        request.Fail(new StoreException(_problem!));
                        break;
                    case Stop { Phase: StopPhase.Abandon }:
                        return false;
                    default:
                        _postponed.Add(message);
                        break;
                }
            }
        }

        return true;
    }
}
