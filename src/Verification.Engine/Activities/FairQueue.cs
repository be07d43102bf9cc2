namespace Verification.Engine.Activities;

/// <summary>Calls that wait. Activities take turns by name, so that a flood of one kind does not hold up the others.</summary>
internal sealed class FairQueue
{
    private readonly Dictionary<string, Queue<ActivityCall>> _lanes = [];
    private readonly Queue<Queue<ActivityCall>> _turns = new();

    public int Count { get; private set; }

    public void Enqueue(ActivityCall call)
    {
        if (!_lanes.TryGetValue(call.Name, out var lane))
        {
            _lanes.Add(call.Name, lane = new Queue<ActivityCall>());
        }

        if (lane.Count == 0)
        {
            _turns.Enqueue(lane);
        }

        lane.Enqueue(call);
        Count++;
    }

    public ActivityCall? Dequeue()
    {
        if (!_turns.TryDequeue(out var lane))
        {
            return null;
        }

        var call = lane.Dequeue();
        Count--;
        if (lane.Count > 0)
        {
            _turns.Enqueue(lane);
        }

        return call;
    }
}
