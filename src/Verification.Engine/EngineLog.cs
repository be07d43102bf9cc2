using Microsoft.Extensions.Logging;

namespace Verification.Engine;

/// <summary>All that the engine says. Ids, names and codes only: the message of a foreign exception may carry personal data.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "Engine started in {Directory}; {Busy} instances continue where they were")]
    public static partial void EngineStarted(this ILogger logger, string directory, int busy);

    [LoggerMessage(2, LogLevel.Information, "Engine stopped; {Abandoned} activities were left and will run again")]
    public static partial void EngineStopped(this ILogger logger, int abandoned);

    [LoggerMessage(3, LogLevel.Critical, "Engine failed and stops: {Problem}\n{StackTrace}")]
    public static partial void EngineFailed(this ILogger logger, string problem, string? stackTrace);

    [LoggerMessage(4, LogLevel.Error, "{Problem} Nothing is lost; trying again every second")]
    public static partial void CommitStalled(this ILogger logger, string problem);

    [LoggerMessage(5, LogLevel.Information, "Engine can write again")]
    public static partial void CommitResumed(this ILogger logger);

    [LoggerMessage(6, LogLevel.Warning, "The clock was set back by {Lead}; the engine's time runs at half speed until they meet")]
    public static partial void ClockSetBack(this ILogger logger, TimeSpan lead);

    [LoggerMessage(7, LogLevel.Error, "Activity {Activity} of {InstanceId} threw {ExceptionType}\n{StackTrace}")]
    public static partial void ActivityThrew(
        this ILogger logger, string activity, string instanceId, string exceptionType, string? stackTrace);

    [LoggerMessage(8, LogLevel.Error, "Activity {Activity} of {InstanceId} was given up: {Code}")]
    public static partial void ActivityGivenUp(this ILogger logger, string activity, string instanceId, string code);

    [LoggerMessage(9, LogLevel.Error, "Workflow {Workflow} of {InstanceId} failed with {ExceptionType}\n{StackTrace}")]
    public static partial void WorkflowFailed(
        this ILogger logger, string workflow, string instanceId, string? exceptionType, string? stackTrace);

    [LoggerMessage(10, LogLevel.Error, "Instance {InstanceId} of workflow {Workflow} is suspended until the code fits its history: {Step}")]
    public static partial void InstanceSuspended(this ILogger logger, string instanceId, string workflow, string step);

    [LoggerMessage(11, LogLevel.Information, "Instance {InstanceId} of workflow {Workflow} continues")]
    public static partial void InstanceContinues(this ILogger logger, string instanceId, string workflow);
}
