using Microsoft.Extensions.Logging;
using Verification.Core.Workflows;
using Verification.Engine.Activities;
using Verification.Engine.History;
using Verification.Engine.Storage;

namespace Verification.Engine.Workflows;

/// <summary>Delivers events to instances, live and again from history, and puts what follows into the batch.</summary>
internal sealed class WorkflowExecutor(
    IReadOnlyDictionary<string, IWorkflow> workflows, Batch batch, AlarmList alarms, Action<Instance> onForeignTask, ILogger logger)
{
    public bool Knows(string workflow) => workflows.ContainsKey(workflow);

    /// <summary>Makes a new instance run until its first wait.</summary>
    public void Start(Instance instance, long now)
    {
        instance.Run = NewRun(instance);
        Deliver(instance, new Started(), now);
    }

    /// <summary>Records an event and runs the code that waits for it. A suspended instance keeps it until it continues.</summary>
    public void Deliver(Instance instance, HistoryEvent happened, long now)
    {
        var row = NextRow(instance, happened, now);
        try
        {
            row = Advance(instance, happened, row);
        }
        catch (HistoryMismatchException mismatch)
        {
            Suspend(instance, row, happened, mismatch);
        }

        batch.History.Add(row);
        Settle(instance);
    }

    public void Terminate(Instance instance, long now)
    {
        batch.History.Add(NextRow(instance, new Terminated(), now) with { Actions = HistoryJson.Write([]) });
        End(instance, new End(WorkflowRuntimeStatus.Terminated));
        Settle(instance);
    }

    /// <summary>Brings the code of a stored instance to where it was, and hands out again the activities that it waits for.</summary>
    public void Replay(Instance instance, IReadOnlyList<HistoryRow> history)
    {
        var wasSuspended = instance.State.Status == WorkflowRuntimeStatus.Suspended;
        instance.State = instance.State with { Status = WorkflowRuntimeStatus.Running, Problem = null };
        if (!Knows(instance.Workflow))
        {
            Suspend(instance, $"its start: there is no workflow {instance.Workflow}");
        }
        else
        {
            instance.Run = NewRun(instance);
            Replay(instance, instance.Run, history);
        }

        if (instance.Run is not null && wasSuspended)
        {
            alarms.Clear(instance.Id);
            logger.InstanceContinues(instance.Id, instance.Workflow);
        }

        Settle(instance);
    }

    public void Suspend(Instance instance, string step)
    {
        instance.Run = null;
        instance.State = instance.State with { Status = WorkflowRuntimeStatus.Suspended, Busy = true, Wake = null, Problem = step };
        alarms.Raise(new EngineAlarm(instance.Id, instance.Workflow, step, DateTimeOffset.FromUnixTimeMilliseconds(instance.UpdatedAt)));
        logger.InstanceSuspended(instance.Id, instance.Workflow, step);
        batch.Touched.Add(instance);
    }

    private WorkflowRun NewRun(Instance instance) => new(workflows[instance.Workflow], instance.Id, () => onForeignTask(instance));

    private void Replay(Instance instance, WorkflowRun run, IReadOnlyList<HistoryRow> history)
    {
        var calls = batch.Calls.Count;
        foreach (var row in history)
        {
            HistoryEvent? happened = null;
            try
            {
                happened = HistoryJson.ReadEvent(row.Event);
                if (row.Actions is null)
                {
                    batch.History.Add(Advance(instance, happened, row));
                }
                else
                {
                    var recorded = HistoryJson.ReadActions(row.Actions);
                    Compare(recorded, run.Deliver(happened, row.At));
                    run.Adopt(recorded);
                }
            }
            catch (HistoryMismatchException mismatch)
            {
                Suspend(instance, row, happened, mismatch);
            }

            if (instance.Run is null)
            {
                break;
            }
        }

        batch.Calls.RemoveRange(calls, batch.Calls.Count - calls);
        if (instance.Run is not null)
        {
            batch.Calls.AddRange(run.Activities.Select(pending => Call(instance, pending.Key, pending.Value)));
        }
    }

    private HistoryRow Advance(Instance instance, HistoryEvent happened, HistoryRow row)
    {
        if (instance.Run is not { } run)
        {
            return row;
        }

        var actions = run.Deliver(happened, row.At);
        foreach (var action in actions)
        {
            if (action is CallActivity call)
            {
                batch.Calls.Add(Call(instance, call.Task, run.Activities[call.Task]));
            }
            else if (action is End end)
            {
                if (run.Error is { } error)
                {
                    logger.WorkflowFailed(instance.Workflow, instance.Id, end.Error, error.StackTrace);
                }

                instance.State = instance.State with { Published = run.Published };
                End(instance, end);
            }
        }

        return row with { Actions = HistoryJson.Write(actions) };
    }

    private void End(Instance instance, End end)
    {
        instance.Run = null;
        instance.State = instance.State with { Status = end.Status, Busy = false, Wake = null, Problem = end.Error };
        alarms.Clear(instance.Id);
    }

    private void Settle(Instance instance)
    {
        if (instance.Run is { } run)
        {
            var next = instance.State with { Busy = run.Activities.Count > 0, Wake = run.Wake, Published = run.Published };
            instance.State = next == instance.State ? instance.State : next;
        }

        batch.Touched.Add(instance);
    }

    private void Suspend(Instance instance, HistoryRow row, HistoryEvent? happened, HistoryMismatchException mismatch) =>
        Suspend(instance, $"step {row.Episode} ({happened?.GetType().Name ?? "unreadable"}): {mismatch.Message}");

    private static HistoryRow NextRow(Instance instance, HistoryEvent happened, long now)
    {
        instance.UpdatedAt = Math.Max(now, instance.UpdatedAt);
        return new HistoryRow(instance.Key, instance.Episodes++, instance.UpdatedAt, HistoryJson.Write(happened), Actions: null);
    }

    private static ActivityCall Call(Instance instance, int task, PendingActivity pending) =>
        new(instance, task, pending.Name, pending.Input);

    private static void Compare(IReadOnlyList<WorkflowAction> recorded, IReadOnlyList<WorkflowAction> decided)
    {
        for (var i = 0; i < Math.Max(recorded.Count, decided.Count); i++)
        {
            var was = recorded.ElementAtOrDefault(i);
            var now = decided.ElementAtOrDefault(i);
            if (was is null || now is null || !now.Fits(was))
            {
                throw new HistoryMismatchException(
                    $"history has {was?.ToString() ?? "nothing more"}, the code decides {now?.ToString() ?? "nothing more"}");
            }
        }
    }
}
