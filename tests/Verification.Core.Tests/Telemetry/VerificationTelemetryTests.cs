using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Verification.Core.Images;
using Verification.Core.Telemetry;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Telemetry;

public sealed class VerificationTelemetryTests
{
    [Fact]
    public async Task Run_ToItsEnd_IsOneTraceThatHasTheVerificationsId()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == VerificationTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var bench = new VerificationBench();

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        var trace = spans.Where(span => span.TraceId.ToHexString() == id.ToString()["ver_".Length..]).ToList();
        Assert.Superset(
            new HashSet<string> { "Start", "LoadPlan", "OpenSession", "UploadImages", "StartVerification", "StoreResult", "CloseSession" },
            trace.Select(span => span.OperationName).ToHashSet());
        Assert.All(trace, span => Assert.Empty(span.Baggage));
        Assert.All(trace, span => Assert.Equal(1, span.TagObjects.Count(tag => tag.Key == "outcome") + (span.OperationName == "Start" ? 1 : 0)));
    }

    [Fact]
    public async Task Run_ToItsEnd_IsCountedOnceAsStartedAndAsEnded()
    {
        // A name of its own, because other tests count on the same meter at the same time.
        const string Provider = "unknown-elsewhere";
        var measured = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == VerificationTelemetry.Name)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            measured.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
        await using var bench = new VerificationBench(new FakeProvider(Provider));

        await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(
            [$"verification.started {Provider}", $"verification.ended {Provider} completed accepted"],
            measured.Where(line => line.Contains(Provider, StringComparison.Ordinal)));
    }
}
