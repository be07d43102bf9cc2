using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Core.Erasing;

namespace Verification.Api.Problems;

/// <summary>Writes a problem document.</summary>
internal sealed class ProblemResult(ProblemException problem) : IResult
{
    public string Code => problem.Type.Code;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Type.Status;
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // The rest of the body is not waited for (RFC 9110, 15.5.9).
            response.Headers.Connection = "close";
        }

        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = RetryAfter.Seconds(wait);
        }

        var document = new ProblemDocument(
            problem.Type.Uri,
            problem.Type.Title,
            problem.Type.Status,
            problem.Message,
            problem.Errors,
            problem.Receipt,
            Activity.Current?.TraceId.ToString());
        return response.WriteAsJsonAsync(document, ApiJson.Options, MediaTypes.Problem, httpContext.RequestAborted);
    }
}

/// <param name="Errors">What is wrong, by field.</param>
/// <param name="Receipt">Proof of what was erased.</param>
/// <param name="TraceId">Finds the request in logs and traces.</param>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    IReadOnlyDictionary<string, string[]>? Errors,
    ErasureReceipt? Receipt,
    string? TraceId);
