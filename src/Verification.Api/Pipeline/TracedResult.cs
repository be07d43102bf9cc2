using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Verification.Api.Problems;

namespace Verification.Api.Pipeline;

/// <summary>Writes an answer within the span of its request, which ends with it.</summary>
internal sealed class TracedResult(IResult result, Activity span) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        Activity.Current = span;
        try
        {
            await result.ExecuteAsync(httpContext);
            Conclude(httpContext.Response.StatusCode);
        }
        catch (Exception exception)
        {
            Fail(exception.GetType().FullName);
            throw;
        }
        finally
        {
            span.Dispose();
        }
    }

    private void Conclude(int status)
    {
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            Fail((result as ProblemResult)?.Code ?? status.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Fail(string? type) => span.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
}
