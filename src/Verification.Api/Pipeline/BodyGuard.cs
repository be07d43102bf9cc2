using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Verification.Api.Problems;
using Verification.Api.Routing;

namespace Verification.Api.Pipeline;

/// <summary>Checks what a request says of its body before any of it is read, and bounds what is read of it.</summary>
internal static class BodyGuard
{
    public static void Apply(ApiRoute route, HttpRequest request, TimeProvider time)
    {
        // The server's own limit answers differently on each host, so the pipeline counts by itself.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        if (request.ContentLength > route.BodyLimit)
        {
            throw BoundedBody.TooLarge(route.BodyLimit);
        }

        request.Body = new BoundedBody(request.Body, route.BodyLimit, BodyDeadline.For(route.BodyLimit, request.HttpContext, time));
        if (route.BodyLimit > 0 && HasBody(request))
        {
            CheckType(route, request);
        }
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0 || request.Headers.ContentType.Count > 0;

    private static void CheckType(ApiRoute route, HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new ProblemException(ProblemTypes.MediaTypeUnsupported, "Send the body without a content encoding.");
        }

        if (route.Accepts.Contains(MediaTypes.Any))
        {
            return;
        }

        var types = request.Headers.ContentType;
        if (types.Count != 1
            || !MediaTypeHeaderValue.TryParse(types[0], out var type)
            || !route.Accepts.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)
            || !IsUtf8(type))
        {
            throw new ProblemException(
                ProblemTypes.MediaTypeUnsupported, $"Send one Content-Type of: {string.Join(", ", route.Accepts)}; text in UTF-8.");
        }
    }

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
