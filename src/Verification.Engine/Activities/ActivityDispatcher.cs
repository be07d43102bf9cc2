using Verification.Core.Workflows;
using Verification.Engine.Loop;

namespace Verification.Engine.Activities;

/// <summary>Runs activities on the thread pool: so many at once, each for so long. Touched by the engine's thread alone.</summary>
internal sealed class ActivityDispatcher(
    IReadOnlyDictionary<string, IActivity> activities, EngineOptions options, TimeProvider timeProvider, Action<Message> done)
{
    private readonly FairQueue _queue = new();
    private readonly LinkedList<ActivityCall> _running = [];
    private bool _stopped;

    public int Queued => _queue.Count;

    public int Running => _running.Count;

    public void Dispatch(ActivityCall call)
    {
        // What an instance has waiting beyond its share waits with the instance, where it is in nobody's way.
        if (++call.Instance.Outstanding > options.MaxActivitiesPerInstance)
        {
            call.Instance.Waiting.Enqueue(call);
            return;
        }

        _queue.Enqueue(call);
        StartNext();
    }

    /// <summary>True the first time a call is over; what it brings afterwards is of no interest.</summary>
    public bool TryFinish(ActivityCall call)
    {
        if (call.Running is not { } node)
        {
            return false;
        }

        _running.Remove(node);
        call.Running = null;
        call.Instance.Outstanding--;
        if (call.Instance.Waiting.TryDequeue(out var next))
        {
            _queue.Enqueue(next);
        }

        StartNext();
        return true;
    }

    /// <summary>The call that has run longest, if that is too long.</summary>
    public ActivityCall? Overdue() =>
        _running.First?.Value is { } call && timeProvider.GetElapsedTime(call.StartedAt) >= options.ActivityTimeLimit ? call : null;

    /// <summary>How long until there may be an <see cref="Overdue"/> call.</summary>
    public TimeSpan? UntilOverdue() =>
        _running.First?.Value is { } call ? options.ActivityTimeLimit - timeProvider.GetElapsedTime(call.StartedAt) : null;

    /// <summary>Starts nothing more. What waits is still in history.</summary>
    public void Stop() => _stopped = true;

    public void CancelAll()
    {
        foreach (var call in _running)
        {
            call.Cancel();
        }
    }

    private void StartNext()
    {
        while (!_stopped && _running.Count < options.MaxConcurrentActivities && _queue.Dequeue() is { } call)
        {
            if (call.Instance.HasEnded)
            {
                call.Instance.Outstanding--;
                continue;
            }

            call.StartedAt = timeProvider.GetTimestamp();
            call.Running = _running.AddLast(call);
            var activity = activities.GetValueOrDefault(call.Name);
            ThreadPool.UnsafeQueueUserWorkItem(
                static state => _ = state.call.RunAsync(state.activity, state.done), (call, activity, done), preferLocal: false);
        }
    }
}
