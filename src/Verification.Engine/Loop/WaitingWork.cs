using Verification.Engine.History;
using Verification.Engine.Storage;
using Verification.Engine.Workflows;

namespace Verification.Engine.Loop;

/// <summary>
/// Work that can wait until there is room for the activities that follow from it: starts that came when there was none, instances that
/// were found at start-up, timers that are due. Taken up in pieces, so that everything else gets its turn between them.
/// </summary>
internal sealed class WaitingWork(EngineDatabase database, InstanceTable instances, WorkflowExecutor executor)
{
    private const int PiecesPerCommit = 256;

    private readonly Queue<StartRequest> _starts = new();
    private readonly Queue<long> _resuming = new(database.Busy());
    private bool _wakeIsKnown;

    /// <summary>How many instances that were busy when the engine stopped have not been loaded yet.</summary>
    public int Resuming => _resuming.Count;

    /// <summary>Starts that nobody has looked at yet.</summary>
    public IEnumerable<StartRequest> HeldStarts => _starts;

    /// <summary>When the next timer of all instances, in memory or not, is due; Unix milliseconds. Good after a commit.</summary>
    public long NextWake { get; private set; } = long.MinValue;

    public bool Any(long now) => _starts.Count > 0 || _resuming.Count > 0 || NextWake <= now;

    public void Hold(StartRequest start) => _starts.Enqueue(start);

    public void TakeUp(long now, Action<StartRequest> start)
    {
        for (var i = 0; i < PiecesPerCommit && _starts.TryDequeue(out var request); i++)
        {
            start(request);
        }

        for (var i = 0; i < PiecesPerCommit && _resuming.TryDequeue(out var key); i++)
        {
            instances.Resume(key);
        }

        FireDueTimers(now);
    }

    public void FireDueTimers(long now)
    {
        if (NextWake > now)
        {
            return;
        }

        foreach (var key in database.Due(now, PiecesPerCommit))
        {
            // An event before this one in the same batch may have cancelled the timer or ended the instance.
            if (instances.Find(key) is { } instance && instance.Run?.DueTimer(now) is { } task)
            {
                executor.Deliver(instance, new TimerFired(task), now);
            }
        }

        _wakeIsKnown = false;
    }

    /// <summary>Keeps <see cref="NextWake"/>.</summary>
    public void AfterCommit(IEnumerable<Instance> touched)
    {
        if (!_wakeIsKnown)
        {
            NextWake = database.NextWake() ?? long.MaxValue;
            _wakeIsKnown = true;
            return;
        }

        foreach (var instance in touched)
        {
            NextWake = Math.Min(NextWake, instance.State.Wake ?? long.MaxValue);
        }
    }
}
