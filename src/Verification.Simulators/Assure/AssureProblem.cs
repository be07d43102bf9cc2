using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Assure;

/// <summary>
/// Assure's two error shapes: its own, and that of the platform's gateway, which answers before the product is reached (token, path,
/// verb, empty payload).
/// </summary>
internal sealed class AssureProblem : SimulatorException
{
    private readonly int _status;
    private readonly string? _gatewayCode;

    private AssureProblem(int status, string detail, string? gatewayCode)
        : base(detail)
    {
        _status = status;
        _gatewayCode = gatewayCode;
    }

    public static AssureProblem Client(int status, string detail) => new(status, detail, null);

    public static AssureProblem Required(string field) => Client(400, $"Field {field} is required.");

    public static AssureProblem NotFound(string what) => Client(404, $"{what} not found.");

    public static AssureProblem Gateway(int status, string code, string detail) => new(status, detail, code);

    public static string GatewayCode(int status) => status switch
    {
        400 => "invalid_request_parameter",
        404 => "not_found",
        405 => "method_not_allowed",
        413 => "payload_too_large",
        429 => "too_many_requests",
        503 => "service_unavailable",
        _ => "server_error",
    };

    public override IResult ToResult(CallContext call)
    {
        var options = call.Http.RequestServices.GetRequiredService<IOptions<AssureOptions>>().Value;
        var title = _status switch
        {
            400 => "Bad request",
            401 => "Unauthorized",
            404 => "Not found",
            409 => "Conflict",
            >= 500 => "Server error",
            _ => "Request refused",
        };
        object body = _gatewayCode is null
            ? new
            {
                instance = call.Http.Request.Path.Value?[AssureOptions.Prefix.Length..],
                method = call.Http.Request.Method,
                status = _status,
                type = _status >= 500 ? "base:server-problem" : "base:client-problem",
                title,
                detail = Message,
                traceId = RandomIds.TraceId(),
            }
            : new
            {
                type = "https://developer.signicat.com/docs/error-codes/",
                title,
                code = _gatewayCode,
                status = _status,
                traceId = RandomIds.TraceId(),
                detail = Message,
            };
        return Results.Json(body, WireJson.Writing, options.ErrorMediaType, _status);
    }
}
