using Microsoft.AspNetCore.Http;
using Verification.Core.Providers;

namespace Verification.Api.Webhooks;

/// <summary>Writes exactly what the provider wants to hear.</summary>
internal sealed class WebhookAnswerResult(WebhookAnswer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.StatusCode;
        response.ContentType = answer.ContentType;
        return answer.Body is { } body ? response.WriteAsync(body, httpContext.RequestAborted) : Task.CompletedTask;
    }
}
