using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Verification.Api.OpenApi;

namespace Verification.Api.Tests.OpenApi;

/// <summary>
/// Looks at every answer that any test gets: the OpenAPI document must tell of its status and of its kind of content. What a provider hears
/// is that provider's business.
/// </summary>
internal sealed class DocumentedAnswers
{
    private static readonly JsonObject Paths = OpenApiDocument.Create()["paths"]!.AsObject();

    /// <summary>They may come from any route and stand there as <c>default</c>.</summary>
    private static readonly int[] Anywhere = [StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

    private readonly ConcurrentQueue<string> _undocumented = new();

    public IEnumerable<string> Undocumented => _undocumented;

    public async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (!context.Request.Path.StartsWithSegments("/api/webhooks")
            && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern }
            && Paths[$"/{pattern}"]?[context.Request.Method.ToLowerInvariant()] is { } operation
            && Missing(context.Response, operation["responses"]!.AsObject()) is { } missing)
        {
            _undocumented.Enqueue($"{context.Request.Method} /{pattern}: {missing}");
        }
    }

    private static string? Missing(HttpResponse response, JsonObject documented)
    {
        var answer = documented[$"{response.StatusCode}"]?.AsObject()
            ?? (Anywhere.Contains(response.StatusCode) ? documented["default"]?.AsObject() : null);
        var type = MediaTypeHeaderValue.TryParse(response.ContentType, out var parsed) ? parsed.MediaType.ToString() : null;
        return answer is null ? $"{response.StatusCode}"
            : type is not null && answer["content"]?.AsObject() is var content && content?.ContainsKey(type) != true && content?.ContainsKey("*/*") != true
                ? $"{response.StatusCode} {type}"
            : response.Headers.RetryAfter.Count > 0 && answer["headers"]?["Retry-After"] is null ? $"{response.StatusCode} with Retry-After"
            : null;
    }
}
