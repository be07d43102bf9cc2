using Azure;
using Verification.Core.Storage;

namespace Verification.Storage;

/// <summary>Turns what a disk or Azure says into the one exception of the port.</summary>
internal static class StoreFailure
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException or RequestFailedException;

    /// <param name="operation">What was tried: create, replace, put, open, read, delete or list.</param>
    public static StoreException Of(string operation, string path, Exception exception) =>
        new($"The store could not {operation} {path}: {Reason(exception)}", exception);

    // What Azure answers fills a page with headers; status and code say it all.
    private static string Reason(Exception exception) =>
        exception is RequestFailedException { Status: > 0 } failed ? $"{failed.Status} {failed.ErrorCode}" : exception.Message;
}
