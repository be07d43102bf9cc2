using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Telemetry;
using Verification.Testing;
using Verification.Testing.Providers;
using Verification.Testing.Telemetry;

namespace Verification.Core.Tests.Telemetry;

public sealed class VerificationTelemetryTests
{
    [Fact]
    public async Task Run_ToItsEnd_IsOneTraceThatHasTheVerificationsId()
    {
        using var spans = new RecordedSpans();
        await using var bench = new VerificationBench();

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        var trace = spans.Of(ActivityTraceId.CreateFromString(id.ToString().AsSpan("ver_".Length)));
        string[] steps = ["LoadPlan", "OpenSession", "UploadImages", "StartVerification", "StoreResult", "CloseSession"];
        Assert.Superset(steps.Append("Start").Append("Verification").ToHashSet(), trace.Select(span => span.OperationName).ToHashSet());
        Assert.All(trace, span => Assert.Empty(span.Baggage));
        Assert.All(trace, span => Assert.Equal(default, span.ParentSpanId));
        Assert.All(trace.IntersectBy(steps, span => span.OperationName), span => Assert.Equal("ok", span.GetTagItem("outcome")));
    }

    [Fact]
    public async Task Run_ToItsEnd_IsSpannedFromItsCreation()
    {
        using var spans = new RecordedSpans();
        await using var bench = new VerificationBench();
        var createdAt = bench.Time.GetUtcNow();

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        var whole = Assert.Single(
            spans.Of(ActivityTraceId.CreateFromString(id.ToString().AsSpan("ver_".Length))), span => span.OperationName == "Verification");
        Assert.Equal(createdAt.UtcDateTime, whole.StartTimeUtc);
        Assert.Equal(("completed", "accepted"), (whole.GetTagItem("status"), whole.GetTagItem("decision")));
    }

    [Fact]
    public async Task Run_StepFails_SaysWhy()
    {
        using var spans = new RecordedSpans();
        await using var bench = new VerificationBench();
        bench.Provider.Before = call =>
        {
            if (call == "open")
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", "It is out.", mayHaveTakenEffect: false);
            }
        };

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        var failed = spans.Of(ActivityTraceId.CreateFromString(id.ToString().AsSpan("ver_".Length)))
            .First(span => span.OperationName == "OpenSession");

        Assert.Equal(ActivityStatusCode.Error, failed.Status);
        Assert.Equal("provider.unavailable", failed.GetTagItem("error.type"));
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
