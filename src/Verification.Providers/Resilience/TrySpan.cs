using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Verification.Core.Telemetry;

namespace Verification.Providers.Resilience;

/// <summary>
/// One try of a call as a span (OpenTelemetry, semantic conventions for HTTP client spans). The template stands for the path, in which
/// there are ids, and the query is left out.
/// </summary>
internal static class TrySpan
{
    /// <returns>Null when nobody listens.</returns>
    public static Activity? Start(ProviderCall call, HttpRequestMessage request)
    {
        var server = request.RequestUri;
        return VerificationTelemetry.StartSpan(call.Operation, ActivityKind.Client)?
            .SetTag("http.request.method", call.Method.Method)
            .SetTag("url.template", call.Template)
            .SetTag("server.address", server?.Host)
            .SetTag("server.port", server?.Port)
            .SetTag("http.request.resend_count", call.Tries > 1 ? call.Tries - 1 : null);
    }

    public static void Answered(this Activity span, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (!response.IsSuccessStatusCode)
        {
            span.Failed(status.ToString(CultureInfo.InvariantCulture));
        }
    }

    public static void Broke(this Activity span, Exception exception) => span.Failed(exception switch
    {
        OperationCanceledException => "timeout",
        HttpRequestException http => JsonNamingPolicy.SnakeCaseLower.ConvertName(http.HttpRequestError.ToString()),
        _ => exception.GetType().FullName!,
    });

    private static void Failed(this Activity span, string type) => span.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
}
