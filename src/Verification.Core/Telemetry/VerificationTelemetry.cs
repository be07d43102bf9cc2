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

    /// <summary>A span in the verification's trace; null when nobody listens.</summary>
    public static Activity? StartSpan(string name, VerificationId id, ActivityKind kind = ActivityKind.Internal)
    {
        if (!Source.HasListeners() || id == default)
        {
            return null;
        }

        var digits = id.ToString()["ver_".Length..];
        var trace = new ActivityContext(
            ActivityTraceId.CreateFromString(digits),
            ActivitySpanId.CreateFromString(digits.AsSpan(digits.Length / 2)),
            ActivityTraceFlags.Recorded,
            isRemote: true);
        return Source.StartActivity(name, kind, trace, links: Activity.Current is { } current ? [new(current.Context)] : null);
    }

    /// <summary>A span within the current one; null when nobody listens.</summary>
    public static Activity? StartSpan(string name, ActivityKind kind) => Source.StartActivity(name, kind);

    public static void Started(Code provider) => StartedCounter.Add(1, Tag("provider", provider));

    public static void Ended(VerificationOutcome outcome) => EndedCounter.Add(
        1, Tag("provider", outcome.Provider), Tag("status", outcome.Status), Tag("decision", outcome.Decision?.ToString() ?? "none"));

    /// <param name="outcome"><c>ok</c>, <c>transient</c> or <c>permanent</c>.</param>
    public static void Step(string step, string outcome, TimeSpan duration) =>
        StepHistogram.Record(duration.TotalSeconds, Tag("step", step), Tag("outcome", outcome));

    public static void Retried(string family) => RetryCounter.Add(1, Tag("provider", family));

    public static void WebhookReceived(string family, bool authentic) =>
        ReceivedCounter.Add(1, Tag("provider", family), Tag("outcome", authentic ? "accepted" : "refused"));

    /// <param name="outcome">As in <see cref="Deliveries.DeliveryTry.Outcome"/>.</param>
    public static void WebhookSent(Code outcome) => SentCounter.Add(1, Tag("outcome", outcome));

    private static KeyValuePair<string, object?> Tag<T>(string name, T value) =>
        new(name, value?.ToString()?.ToLowerInvariant());
}
