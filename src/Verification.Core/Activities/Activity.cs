using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Verification.Core.Telemetry;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Base of all activities. What goes wrong becomes a value here, once for all of them: a failure kind that tells the workflow whether
/// to try again, and a code. Activities run at least once per call, so each must bear being run again at any point.
/// </summary>
public abstract partial class Activity<TInput, TOutput>(ActivityRef<TInput, ActivityResult<TOutput>> reference, ILogger logger) : IActivity
    where TInput : IVerificationInput
    where TOutput : class, IWorkflowMessage
{
    public string Name => reference.Name;

    public async Task<ActivityResult<TOutput>> RunAsync(TInput input, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var span = VerificationTelemetry.StartSpan(Name, input.Id);
        var result = await TryAsync(input, cancellationToken);
        var outcome = result.Failure?.Kind.ToString().ToLowerInvariant() ?? "ok";
        span?.SetTag("outcome", outcome);
        if (result.Failure is { } failure)
        {
            span?.SetTag("error.type", failure.Code.ToString()).SetStatus(ActivityStatusCode.Error);
        }

        VerificationTelemetry.Step(Name, outcome, Stopwatch.GetElapsedTime(startedAt));
        return result;
    }

    public async Task<byte[]> InvokeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Deserialize<TInput>(input.Span, WorkflowJson.Options)
            ?? throw new JsonException($"Activity {Name} got no input.");
        return JsonSerializer.SerializeToUtf8Bytes(await RunAsync(message, cancellationToken), WorkflowJson.Options);
    }

    protected abstract Task<ActivityResult<TOutput>> ExecuteAsync(TInput input, CancellationToken cancellationToken);

    private async Task<ActivityResult<TOutput>> TryAsync(TInput input, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(input, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            var failure = Failures.Of(exception);
            if (failure.Code == Failures.Internal)
            {
                LogUnexpected(Name, ExceptionTrace.Of(exception));
            }
            else
            {
                LogFailed(Name, failure.Kind, failure.Code, exception.Message);
            }

            return failure;
        }
    }

    [LoggerMessage(101, LogLevel.Warning, "Activity {Activity} failed ({Kind}, {Code}): {Reason}")]
    private partial void LogFailed(string activity, FailureKind kind, Code code, string reason);

    [LoggerMessage(102, LogLevel.Error, "Activity {Activity} failed unexpectedly: {Trace}")]
    private partial void LogUnexpected(string activity, string trace);
}
