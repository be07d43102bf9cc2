using System.Diagnostics;
using System.Diagnostics.Metrics;
using Verification.Core.Verifications;

namespace Verification.Core.Telemetry;

/// <summary>
/// Traces and metrics of the product. All spans of a verification are in one trace, whose id is the verification's id without
/// <c>ver_</c>: so it lasts over restarts and days, and nothing has to be carried. Tags are names from the code and from settings, never
/// text from outside.
/// </summary>
public static class VerificationTelemetry
{
    /// <summary>Of the activity source and of every meter.</summary>
    public const string Name = "Verification";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> StartedCounter = Meter.CreateCounter<long>("verification.started");
    private static readonly Counter<long> EndedCounter = Meter.CreateCounter<long>("verification.ended");
    private static readonly Counter<long> RetryCounter = Meter.CreateCounter<long>("verification.provider.retries");
    private static readonly Counter<long> ReceivedCounter = Meter.CreateCounter<long>("verification.webhooks.received");
    private static readonly Counter<long> SentCounter = Meter.CreateCounter<long>("verification.webhooks.sent");
    private static readonly Histogram<double> StepHistogram = Meter.CreateHistogram<double>("verification.step.duration", "s");

    /// <summary>A span in the verification's trace; null when nobody listens, or when it has none.</summary>
    /// <param name="since">When it began, where that is not now.</param>
    /// <param name="cause">The span of another trace that led to this one; the current one where it is not given.</param>
    public static Activity? StartSpan(
        string name,
        VerificationId id,
        ActivityKind kind = ActivityKind.Internal,
        DateTimeOffset since = default,
        ActivityContext cause = default)
    {
        if (!Source.HasListeners() || TraceOf(id) is not { } trace)
        {
            return null;
        }

        var link = cause == default && Activity.Current is { } current ? current.Context : cause;
        return StartSpan(name, kind, RootOf(trace), since, link == default ? null : [new(link)]);
    }

    /// <summary>A span within the current one; null when nobody listens.</summary>
    public static Activity? StartSpan(string name, ActivityKind kind) => Source.StartActivity(name, kind);

    /// <summary>A span within <paramref name="parent"/>; null when nobody listens.</summary>
    public static Activity? StartSpan(
        string name, ActivityKind kind, ActivityContext parent, DateTimeOffset since = default, IEnumerable<ActivityLink>? links = null)
    {
        // Where the parent is only a trace, the current span would become the parent, even that of another trace.
        var current = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(name, kind, parent, links: links, startTime: since);
        Activity.Current = span ?? current;
        return span;
    }

    /// <summary>The parent of a span that has none, in this trace.</summary>
    public static ActivityContext RootOf(ActivityTraceId trace) => new(trace, default, ActivityTraceFlags.Recorded);

    public static void Started(Code provider) => StartedCounter.Add(1, Tag("provider", provider));

    /// <summary>Counts the end, and spans what lay between it and the creation: no process lives through that, so it is told afterwards.</summary>
    public static void Ended(VerificationRecord record, VerificationOutcome outcome)
    {
        KeyValuePair<string, object?>[] tags =
            [Tag("provider", outcome.Provider), Tag("status", outcome.Status), Tag("decision", outcome.Decision?.ToString() ?? "none")];
        EndedCounter.Add(1, tags);
        var current = Activity.Current;
        using (var span = StartSpan("Verification", record.Id, since: record.CreatedAt))
        {
            foreach (var (name, value) in tags)
            {
                span?.SetTag(name, value);
            }
        }

        Activity.Current = current;
    }

    /// <param name="outcome"><c>ok</c>, <c>transient</c> or <c>permanent</c>.</param>
    public static void Step(string step, string outcome, TimeSpan duration) =>
        StepHistogram.Record(duration.TotalSeconds, Tag("step", step), Tag("outcome", outcome));

    public static void Retried(string family) => RetryCounter.Add(1, Tag("provider", family));

    public static void WebhookReceived(string family, bool authentic) =>
        ReceivedCounter.Add(1, Tag("provider", family), Tag("outcome", authentic ? "accepted" : "refused"));

    /// <param name="outcome">As in <see cref="Deliveries.DeliveryTry.Outcome"/>.</param>
    public static void WebhookSent(Code outcome) => SentCounter.Add(1, Tag("outcome", outcome));

    /// <summary>Null for no id, and for one of zeros, which a client may name and which is no id of a trace.</summary>
    private static ActivityTraceId? TraceOf(VerificationId id)
    {
        var digits = id == default ? default : id.ToString().AsSpan("ver_".Length);
        return digits.ContainsAnyExcept('0') ? ActivityTraceId.CreateFromString(digits) : null;
    }

    private static KeyValuePair<string, object?> Tag<T>(string name, T value) =>
        new(name, value?.ToString()?.ToLowerInvariant());
}
