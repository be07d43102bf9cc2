using Microsoft.Extensions.Logging;
using Verification.Core.Results;
using Verification.Core.Telemetry;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Writes the outcome into the record; from then on clients see the verification as ended. A lower or equal revision that is
/// already there stays.</summary>
public sealed partial class RecordOutcome(
    VerificationStore verifications, RetentionStore retention, TimelineStore timeline, ILogger<RecordOutcome> logger)
    : Activity<RecordOutcomeInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<RecordOutcomeInput, ActivityResult<Nothing>> Ref = new(nameof(RecordOutcome));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(RecordOutcomeInput input, CancellationToken cancellationToken)
    {
        var (id, outcome) = input;
        var code = $"verification.{outcome.Status.ToString().ToLowerInvariant()}";
        await timeline.AppendAsync(id, Actor.System, code, $"{outcome.Revision}", cancellationToken);
        var isNew = false;
        var recorded = await verifications.UpdateAsync(
            id,
            record =>
            {
                isNew = !(record.Outcome?.Revision >= outcome.Revision);
                return isNew ? record with { Outcome = outcome, UpdatedAt = outcome.At } : null;
            },
            cancellationToken);
        if (isNew)
        {
            VerificationTelemetry.Ended(recorded, outcome);
            var end = outcome.Decision?.ToString() ?? string.Join(", ", outcome.Reasons);
            Log.Ended(logger, id, outcome.Status, end, outcome.Provider, outcome.Revision);
        }

        await retention.ScheduleAsync(id, outcome.At + recorded.Retention.Result, cancellationToken);
        return Nothing.Value;
    }

    /// <summary>Apart from <see cref="Ref"/>, which workflows touch.</summary>
    private static partial class Log
    {
        [LoggerMessage(103, LogLevel.Information, "Verification {Verification} ended as {Status} ({End}) by {Provider}, revision {Revision}.")]
        public static partial void Ended(
            ILogger logger, VerificationId verification, VerificationStatus status, string end, Code provider, int revision);
    }
}
