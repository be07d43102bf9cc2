using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Verification.Core.Deliveries;
using Verification.Core.Telemetry;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>One try to tell the client of an outcome: ids, status and decision, never anything about the person.</summary>
public sealed class SendDelivery(
    VerificationStore verifications,
    DeliveryStore deliveries,
    DeliveryTargets targets,
    IDeliverySender sender,
    TimelineStore timeline,
    TimeProvider time,
    ILogger<SendDelivery> logger)
    : Activity<SendDeliveryInput, SentDelivery>(Ref, logger)
{
    public static readonly ActivityRef<SendDeliveryInput, ActivityResult<SentDelivery>> Ref = new(nameof(SendDelivery));

    private const int MaxJitterPercent = 20;
    private const int GoneStatus = 410;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    protected override async Task<ActivityResult<SentDelivery>> ExecuteAsync(SendDeliveryInput input, CancellationToken cancellationToken)
    {
        var record = await verifications.GetAsync(input.Id, cancellationToken);
        var delivery = await deliveries.FindAsync(input.Id, input.Revision, cancellationToken);
        if (delivery is null || record.Erasure is not null || record.Outcome is not { } outcome)
        {
            await RecordAsync(input, DeliveryState.Erased, null, cancellationToken);
            return new SentDelivery(Again: false);
        }

        if (await targets.FindAsync(record, cancellationToken) is not { } target)
        {
            return await EndAsync(input, DeliveryState.Failed, null, cancellationToken);
        }

        if (await deliveries.IsDisabledAsync(record.Client, target.Endpoint, cancellationToken))
        {
            return await EndAsync(input, DeliveryState.Disabled, null, cancellationToken);
        }

        var now = time.GetUtcNow();
        var body = Write(record.Id, outcome, delivery.TimelineHead);
        var signature = StandardWebhook.Sign(delivery.Id.ToString(), now, body, target.Secrets);
        var answer = await sender.SendAsync(
            new DeliveryRequest(target.Endpoint, delivery.Id.ToString(), now, signature, body), cancellationToken);
        VerificationTelemetry.WebhookSent(answer.Outcome);
        var tried = new DeliveryTry(now, answer.StatusCode, answer.Outcome);
        if (answer.StatusCode is >= 200 and < 300)
        {
            return await EndAsync(input, DeliveryState.Delivered, tried, cancellationToken);
        }

        if (answer.StatusCode == GoneStatus)
        {
            await deliveries.DisableAsync(record.Client, target.Endpoint, cancellationToken);
            return await EndAsync(input, DeliveryState.Disabled, tried, cancellationToken);
        }

        if (input.Last)
        {
            return await EndAsync(input, DeliveryState.Failed, tried, cancellationToken);
        }

        await RecordAsync(input, DeliveryState.Pending, tried, cancellationToken);
        var retryAfter = answer.RetryAfter > LongestRetryAfter ? LongestRetryAfter : answer.RetryAfter;
        return new SentDelivery(Again: true, retryAfter, RandomNumberGenerator.GetInt32(MaxJitterPercent + 1));
    }

    /// <summary>A try that comes late tells what holds by then, under the revision of that.</summary>
    private static byte[] Write(VerificationId id, VerificationOutcome outcome, string timelineHead) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Type = Delivery.TypeOf(outcome),
            Timestamp = outcome.At.UtcDateTime,
            Data = new { Id = id, outcome.Status, outcome.Decision, outcome.Revision, TimelineHead = timelineHead },
        },
        WorkflowJson.Options);

    private async Task<SentDelivery> EndAsync(
        SendDeliveryInput input, DeliveryState state, DeliveryTry? tried, CancellationToken cancellationToken)
    {
        await RecordAsync(input, state, tried, cancellationToken);
        var code = $"delivery.{state.ToString().ToLowerInvariant()}";
        await timeline.AppendAsync(input.Id, Actor.System, code, $"{input.Revision}", cancellationToken);
        return new SentDelivery(Again: false);
    }

    private Task RecordAsync(SendDeliveryInput input, DeliveryState state, DeliveryTry? tried, CancellationToken cancellationToken) =>
        deliveries.UpdateAsync(
            input.Id,
            input.Revision,
            delivery => delivery with { State = state, Tries = tried is null ? delivery.Tries : [.. delivery.Tries, tried] },
            cancellationToken);
}
