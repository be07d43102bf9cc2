using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>Runs activities; spaces the tries of one that fails for now by durable timers.</summary>
internal sealed class Steps(WorkflowContext context, SignalInbox signals)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Last = TimeSpan.FromMinutes(15);

    public static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    public async Task<ActivityResult<TOutput>> RunAsync<TInput, TOutput>(
        ActivityRef<TInput, ActivityResult<TOutput>> activity, TInput input)
        where TInput : IWorkflowMessage
        where TOutput : class, IWorkflowMessage
    {
        var result = await CallAsync(activity, input);
        signals.Drain();
        return result;
    }

    /// <summary>Runs until it succeeds or fails for good, until the given time, or until the workflow has been told to end.</summary>
    public async Task<ActivityResult<TOutput>> RetryAsync<TInput, TOutput>(
        ActivityRef<TInput, ActivityResult<TOutput>> activity, TInput input, DateTimeOffset until, Func<bool> stop)
        where TInput : IWorkflowMessage
        where TOutput : class, IWorkflowMessage
    {
        for (var round = 0; ; round++)
        {
            var result = await RunAsync(activity, input);
            if (result.Succeeded || result.Failure.Kind == FailureKind.Permanent || context.Now >= until || stop())
            {
                return result;
            }

            var interval = PollSchedule.Interval(round, First, Last);
            var wait = result.Failure.RetryAfter > interval ? result.Failure.RetryAfter.Value : interval;
            await signals.WaitAsync(Earlier(context.Now + wait, until), stop);
        }
    }

    /// <summary>Runs until it succeeds or fails for good, however long that takes: for what must not be left undone.</summary>
    public Task<ActivityResult<TOutput>> InsistAsync<TInput, TOutput>(
        ActivityRef<TInput, ActivityResult<TOutput>> activity, TInput input)
        where TInput : IWorkflowMessage
        where TOutput : class, IWorkflowMessage =>
        RetryAsync(activity, input, DateTimeOffset.MaxValue, () => false);

    public void Publish(VerificationStatus status, IReadOnlyList<AwaitedInput>? awaiting = null) =>
        context.SetStatus(new WorkflowStatus(status, context.Now, awaiting ?? []));

    /// <summary>An activity that the engine gave up (it hung, or its host lacks it) may do better later; the workflow must not die of it.</summary>
    private async Task<ActivityResult<TOutput>> CallAsync<TInput, TOutput>(
        ActivityRef<TInput, ActivityResult<TOutput>> activity, TInput input)
        where TInput : IWorkflowMessage
        where TOutput : class, IWorkflowMessage
    {
        try
        {
            return await context.CallActivityAsync(activity, input);
        }
        catch (ActivityFailedException)
        {
            return new Failure(FailureKind.Transient, "activity.gaveUp");
        }
    }
}
