using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Verification.Api.Routing;
using Verification.Core.Telemetry;
using Verification.Core.Verifications;

namespace Verification.Api.Pipeline;

/// <summary>
/// A request as a span, named by its route (OpenTelemetry, semantic conventions for HTTP server spans). What a client wrote into path and
/// query may be personal, so the route stands for the path.
/// </summary>
internal static class RequestSpan
{
    private static readonly string[] KnownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    /// <param name="route">Null where no route takes the request.</param>
    /// <param name="verification">Whose trace it belongs to; of none it belongs to the caller's.</param>
    /// <param name="since">When the request came in.</param>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? Start(ApiRoute? route, HttpRequest request, VerificationId verification, DateTimeOffset since)
    {
        var method = KnownMethods.Contains(request.Method) ? request.Method : null;
        var path = route is null ? null : $"/{route.Pattern}";
        var name = path is null ? method ?? "HTTP" : $"{method} {path}";
        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var caller);
        var span = VerificationTelemetry.StartSpan(name, verification, ActivityKind.Server, since, caller)
            ?? VerificationTelemetry.StartSpan(name, ActivityKind.Server, caller == default ? Alone() : caller, since);
        return span?
            .SetTag("http.request.method", method ?? "_OTHER")
            .SetTag("http.route", path)
            .SetTag("url.path", path)
            .SetTag("url.scheme", request.Scheme)
            .SetTag("network.protocol.version", request.Protocol.Split('/')[^1]);
    }

    /// <summary>The web server's own span is sent nowhere, so it is nobody's parent; but its trace id stands in the logs of the request.</summary>
    private static ActivityContext Alone() =>
        VerificationTelemetry.RootOf(Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom());
}
