using Verification.Engine.Activities;
using Verification.Engine.History;
using Verification.Engine.Loop;
using Verification.Engine.Workflows;

namespace Verification.Engine.Storage;

/// <summary>What is written in one commit, and what may leave the process only after it.</summary>
internal sealed class Batch
{
    public HashSet<Instance> Touched { get; } = [];

    public List<HistoryRow> History { get; } = [];

    public List<long> Purged { get; } = [];

    /// <summary>Activities that were decided on.</summary>
    public List<ActivityCall> Calls { get; } = [];

    /// <summary>Callers that are answered.</summary>
    public List<Request> Replies { get; } = [];

    /// <summary>The time to store as the latest, Unix milliseconds.</summary>
    public long? Clock { get; set; }

    public bool WritesNothing => Touched.Count == 0 && History.Count == 0 && Purged.Count == 0;

    public void Clear()
    {
        Touched.Clear();
        History.Clear();
        Purged.Clear();
        Calls.Clear();
        Replies.Clear();
        Clock = null;
    }
}
