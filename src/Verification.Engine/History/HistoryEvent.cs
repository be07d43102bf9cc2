using System.Text.Json;
using System.Text.Json.Serialization;
using Verification.Core.Workflows;

namespace Verification.Engine.History;

/// <summary>Something that happened to an instance. What the workflow does about it follows from its code.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(ActivityCompleted), "activityCompleted")]
[JsonDerivedType(typeof(ActivityFailed), "activityFailed")]
[JsonDerivedType(typeof(SignalReceived), "signal")]
[JsonDerivedType(typeof(TimerFired), "timerFired")]
[JsonDerivedType(typeof(Terminated), "terminated")]
internal abstract record HistoryEvent;

internal sealed record Started : HistoryEvent;

internal sealed record ActivityCompleted(int Task, JsonElement Output) : HistoryEvent;

/// <param name="Code">Why it could not be run: a word of ours or the exception's type, never its message.</param>
internal sealed record ActivityFailed(int Task, string Code) : HistoryEvent;

internal sealed record SignalReceived(Signal Signal) : HistoryEvent;

internal sealed record TimerFired(int Task) : HistoryEvent;

internal sealed record Terminated : HistoryEvent;
