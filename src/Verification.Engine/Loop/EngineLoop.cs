using Verification.Engine.Activities;
using Verification.Engine.History;
using Verification.Engine.Storage;
using Verification.Engine.Workflows;

namespace Verification.Engine.Loop;

/// <summary>
/// The engine's one thread: takes what has happened, runs the workflows that wait for it, commits all of it at once, and only then lets
/// anything leave: answers to callers, calls of activities.
/// </summary>
internal sealed class EngineLoop : IDisposable
{
    /// <summary>Short enough to notice soon that the wall clock was moved or the machine slept.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(1);

    private readonly EngineParts _parts;
    private readonly Mailbox _mailbox;
    private readonly EngineClock _clock;
    private readonly WakeUp _wakeUp;
    private readonly Committer _committer;
    private readonly WorkflowExecutor _executor;
    private readonly InstanceTable _instances;
    private readonly ActivityDispatcher _dispatcher;
    private readonly AlarmList _alarms = new();
    private readonly Batch _batch = new();
    private readonly WaitingWork _waiting;
    private readonly List<GetRequest> _reads = [];
    private StopPhase? _stopping;
    private long _now;
    private long _storedClock;
    private bool _clockWasSetBack;

    public EngineLoop(EngineDatabase database, EngineParts parts, Mailbox mailbox)
    {
        _parts = parts;
        _mailbox = mailbox;
        _clock = new EngineClock(parts.TimeProvider, database.Clock);
        _wakeUp = new WakeUp(parts.TimeProvider, mailbox);
        _committer = new Committer(database, parts, mailbox, _wakeUp);
        _executor = new WorkflowExecutor(
            parts.Workflows, _batch, _alarms, instance => mailbox.Post(new ForeignTask(instance)), parts.Logger);
        _instances = new InstanceTable(database, _executor, parts.Options, parts.TimeProvider);
        _dispatcher = new ActivityDispatcher(parts.Activities, parts.Options, parts.TimeProvider, message => mailbox.Post(message));
        _waiting = new WaitingWork(database, _instances, _executor);
        _storedClock = database.Clock;
    }

    /// <summary>How many instances that were busy when the engine stopped have not been loaded yet.</summary>
    public int Resuming => _waiting.Resuming;

    /// <summary>How many activities run; any thread.</summary>
    public int Running => _dispatcher.Running;

    private bool HasRoom => _stopping is null && _dispatcher.Queued < _parts.Options.MaxQueuedActivities;

    public EngineHealth Health() => new(
        _committer.Problem is null && _stopping is null,
        _committer.Problem,
        _dispatcher.Queued,
        _dispatcher.Running,
        _instances.Count,
        _alarms.Snapshot());

    /// <summary>Works until it is told to stop.</summary>
    public void Run()
    {
        while (_stopping != StopPhase.Abandon && !(_stopping is not null && _dispatcher.Running == 0))
        {
            var messages = _mailbox.Take(wait: !(HasRoom && _waiting.Any(_now)) && !_committer.HasPostponed);
            ReadClock();
            foreach (var message in _committer.TakePostponed())
            {
                Handle(message);
            }

            foreach (var message in messages)
            {
                Handle(message);
            }

            GiveUpOnOverdueActivities();
            if (HasRoom)
            {
                _waiting.TakeUp(_now, Start);
            }

            StoreClock();
            if (!_committer.Commit(_batch, _stopping == StopPhase.Abandon))
            {
                return;
            }

            Release();
            SetWakeUp();
        }
    }

    /// <summary>Answers everybody who still waits. Only once <see cref="Run"/> is over.</summary>
    public void Refuse(Exception exception)
    {
        foreach (var request in _batch.Replies.Concat(_reads).Concat(_waiting.HeldStarts))
        {
            request.Fail(exception);
        }
    }

    public void Dispose() => _wakeUp.Dispose();

    private void ReadClock()
    {
        _now = _clock.Read();
        var isSetBack = _clock.Lead > ClockTolerance;
        if (isSetBack && !_clockWasSetBack)
        {
            _parts.Logger.ClockSetBack(_clock.Lead);
        }

        _clockWasSetBack = isSetBack;
    }

    /// <summary>Keeps the time in the file near enough for the next start, without a commit of its own.</summary>
    private void StoreClock()
    {
        if (!_batch.WritesNothing && Math.Abs(_now - _storedClock) >= ClockTolerance.TotalMilliseconds)
        {
            _batch.Clock = _storedClock = _now;
        }
    }

    private void Handle(Message message)
    {
        switch (message)
        {
            case ActivityCall call:
                Finish(call, call.Outcome!);
                break;
            case StartRequest start when HasRoom || start.IsFromActivity:
                Start(start);
                break;
            case StartRequest start:
                _waiting.Hold(start);
                break;
            case SignalRequest signal:
                Answer(signal, signal.Id, instance => _executor.Deliver(instance, new SignalReceived(signal.Signal), _now));
                break;
            case TerminateRequest terminate:
                Answer(terminate, terminate.Id, instance => _executor.Terminate(instance, _now));
                break;
            case PurgeRequest purge:
                Purge(purge);
                break;
            case GetRequest get:
                _reads.Add(get);
                break;
            case ForeignTask { Instance: { Run: not null } instance } when _instances.Peek(instance.Id) == instance:
                _executor.Suspend(instance, "its last step: the code awaits something that is not a task of its context");
                break;
            case Tick when HasRoom:
                _waiting.FireDueTimers(_now);
                break;
            case Stop stop:
                Stop(stop.Phase);
                break;
        }
    }

    private void Stop(StopPhase phase)
    {
        _stopping = phase;
        _dispatcher.Stop();
        if (phase == StopPhase.Cancel)
        {
            _dispatcher.CancelAll();
        }
    }

    private void Start(StartRequest request)
    {
        if (!_executor.Knows(request.Workflow))
        {
            request.Fail(new ArgumentException($"There is no workflow {request.Workflow}."));
            return;
        }

        if (_instances.Peek(request.Id) is null)
        {
            _executor.Start(_instances.Add(request.Id, request.Workflow, _now), _now);
            request.Answer = true;
        }

        _batch.Replies.Add(request);
    }

    private void Answer(Request<bool> request, string id, Action<Instance> work)
    {
        if (_instances.Find(id) is { HasEnded: false } instance)
        {
            work(instance);
            request.Answer = true;
        }

        _batch.Replies.Add(request);
    }

    private void Purge(PurgeRequest request)
    {
        if (_instances.Peek(request.Id) is { HasEnded: true } instance)
        {
            _batch.Purged.Add(instance.Key);
            request.Answer = true;
        }

        _batch.Replies.Add(request);
    }

    private void Finish(ActivityCall call, HistoryEvent outcome)
    {
        if (!_dispatcher.TryFinish(call))
        {
            return;
        }

        if (call.Exception is { } exception)
        {
            _parts.Logger.ActivityThrew(call.Name, call.Instance.Id, exception.GetType().Name, exception.StackTrace);
        }
        else if (outcome is ActivityFailed failed)
        {
            _parts.Logger.ActivityGivenUp(call.Name, call.Instance.Id, failed.Code);
        }

        if (!call.Instance.HasEnded)
        {
            _executor.Deliver(call.Instance, outcome, _now);
        }
    }

    private void GiveUpOnOverdueActivities()
    {
        while (_dispatcher.Overdue() is { } call)
        {
            call.Cancel();
            Finish(call, new ActivityFailed(call.Task, "timeLimit"));
        }
    }

    /// <summary>Lets out what the last commit has made true.</summary>
    private void Release()
    {
        foreach (var call in _batch.Calls)
        {
            _dispatcher.Dispatch(call);
        }

        _instances.AfterCommit(_batch.Touched);
        _instances.EvictIdle();
        foreach (var request in _batch.Replies)
        {
            request.Send();
        }

        foreach (var read in _reads)
        {
            read.Answer = _instances.Peek(read.Id)?.Snapshot();
            read.Send();
        }

        _waiting.AfterCommit(_batch.Touched);
        _batch.Clear();
        _reads.Clear();
    }

    private void SetWakeUp()
    {
        var untilWake = HasRoom ? _waiting.NextWake - _now : long.MaxValue;
        var sleep = untilWake < LongestSleep.TotalMilliseconds ? TimeSpan.FromMilliseconds(untilWake) : LongestSleep;
        _wakeUp.In(_dispatcher.UntilOverdue() is { } overdue && overdue < sleep ? overdue : sleep);
    }
}
