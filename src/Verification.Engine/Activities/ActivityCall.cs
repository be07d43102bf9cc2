using System.Text.Json;
using Verification.Core.Workflows;
using Verification.Engine.History;
using Verification.Engine.Loop;
using Verification.Engine.Workflows;

namespace Verification.Engine.Activities;

#pragma warning disable CA1001 // A cancellation source without a timer holds nothing, and may be cancelled after its activity is done.
/// <summary>One run of an activity. Comes back to the engine as a message when it is done.</summary>
internal sealed class ActivityCall(Instance instance, int task, string name, byte[] input) : Message
#pragma warning restore CA1001
{
    private static readonly AsyncLocal<bool> Inside = new();

    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Whether the calling code is an activity's.</summary>
    public static bool IsCaller => Inside.Value;

    public Instance Instance { get; } = instance;

    public int Task { get; } = task;

    public string Name { get; } = name;

    /// <summary>Its place among the running calls; null when it is not, or no longer, waited for.</summary>
    public LinkedListNode<ActivityCall>? Running { get; set; }

    /// <summary>When it was started, a <see cref="TimeProvider"/> timestamp.</summary>
    public long StartedAt { get; set; }

    /// <summary>How it ended, once it is done.</summary>
    public HistoryEvent? Outcome { get; private set; }

    /// <summary>What it threw. Its message may carry anything, so only its type and trace are ever written.</summary>
    public Exception? Exception { get; private set; }

    public async Task RunAsync(IActivity? activity, Action<Message> done)
    {
        Inside.Value = true;
        try
        {
            Outcome = activity is null
                ? new ActivityFailed(Task, "unknownActivity")
                : new ActivityCompleted(Task, Parse(await activity.InvokeAsync(input, _cancellation.Token)));
        }
        catch (Exception exception)
        {
            Exception = exception;
            Outcome = new ActivityFailed(Task, exception.GetType().Name);
        }

        done(this);
    }

    /// <summary>Asks the activity to stop. Never runs its callbacks on the caller's thread.</summary>
    public void Cancel() => _ = _cancellation.CancelAsync();

    private static JsonElement Parse(byte[] output)
    {
        var reader = new Utf8JsonReader(output);
        var element = JsonElement.ParseValue(ref reader);
        return reader.BytesConsumed == output.Length ? element : throw new JsonException();
    }
}
