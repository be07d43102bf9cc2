using Azure;
using Azure.Identity;
using Verification.Core.Storage;

namespace Verification.Storage;

/// <summary>Turns what a disk or Azure says into the one exception of the port.</summary>
internal static class StoreFailure
{
    public static bool IsDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The client of Azure gathers the failures of its tries, and cancels a try that takes too long by itself.</summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) =>
        IsDisk(exception)
        || exception is RequestFailedException or AuthenticationFailedException or AggregateException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <param name="operation">What was tried: create, replace, put, open, read, delete or list.</param>
    public static StoreException Of(string operation, string path, Exception exception) =>
        new($"The store could not {operation} {path}: {Reason(exception)}", exception);

    /// <summary>One line: what Azure answers fills a page with headers, status and code say it all.</summary>
    public static string Reason(Exception exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: [var first, ..] } => Reason(first),
            RequestFailedException { Status: > 0 } failed => $"{failed.Status} {failed.ErrorCode}".TrimEnd(),
            _ => exception.Message.Split('\n')[0].TrimEnd(),
        };
}
