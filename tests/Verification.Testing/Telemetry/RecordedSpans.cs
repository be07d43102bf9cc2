using System.Collections.Concurrent;
using System.Diagnostics;
using Verification.Core.Telemetry;

namespace Verification.Testing.Telemetry;

/// <summary>What is traced while it lives, by all tests that run at the same time: so ask for a trace of your own.</summary>
public sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == VerificationTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Ended spans of this trace, and those that were caused by it.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) =>
        [.. _spans.Where(span => span.TraceId == trace || span.Links.Any(link => link.Context.TraceId == trace))];

    public void Dispose() => _listener.Dispose();
}
