using System.Text.Json.Serialization;
using Verification.Core.Workflows;

namespace Verification.Engine.History;

/// <summary>
/// What a workflow decided in one episode. Stored beside the event that made it decide, so that a replay shows whether the code still
/// decides the same.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CallActivity), "activity")]
[JsonDerivedType(typeof(CreateTimer), "timer")]
[JsonDerivedType(typeof(CancelTimer), "cancelTimer")]
[JsonDerivedType(typeof(End), "end")]
internal abstract record WorkflowAction
{
    /// <summary>True when a replay that decides this fits what was decided first.</summary>
    public virtual bool Fits(WorkflowAction recorded) => Equals(recorded);
}

internal sealed record CallActivity(int Task, string Name) : WorkflowAction
{
    public override string ToString() => $"activity {Name} ({Task})";
}

/// <param name="Due">Unix time in milliseconds.</param>
internal sealed record CreateTimer(int Task, long Due) : WorkflowAction
{
    /// <summary>Other lengths fit: the recorded time holds for timers that stand already, the code's for new ones.</summary>
    public override bool Fits(WorkflowAction recorded) => recorded is CreateTimer timer && timer.Task == Task;

    public override string ToString() => $"timer ({Task})";
}

internal sealed record CancelTimer(int Task) : WorkflowAction
{
    public override string ToString() => $"cancelled timer ({Task})";
}

/// <param name="Error">The type of the exception that ended the workflow.</param>
internal sealed record End(WorkflowRuntimeStatus Status, string? Error = null) : WorkflowAction
{
    public override string ToString() => $"end ({Status})";
}
