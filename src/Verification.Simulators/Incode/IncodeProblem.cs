using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Incode;

/// <summary>Incode's error. The status in its body is the HTTP status, or a number of Incode's own.</summary>
internal sealed class IncodeProblem : SimulatorException
{
    private readonly int? _status;
    private readonly int? _custom;
    private readonly string _error;

    private IncodeProblem(int? status, int? custom, string error, string message)
        : base(message)
    {
        _status = status;
        _custom = custom;
        _error = error;
    }

    public static IncodeProblem Of(int status, string message) => new(status, null, Title(status), message);

    public static IncodeProblem BadRequest(string message) => Of(400, message);

    public static IncodeProblem NotFound() => Of(404, "Session not found.");

    /// <param name="code">For example 4019.</param>
    public static IncodeProblem Custom(int code, string error) => new(null, code, error, $"BadRequestException: {error}");

    public override IResult ToResult(CallContext call)
    {
        var services = call.Http.RequestServices;
        var options = services.GetRequiredService<IOptions<IncodeOptions>>().Value;
        var status = _status ?? options.CustomCodeStatus;
        var body = new
        {
            timestamp = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(),
            status = _custom ?? status,
            error = _error,
            message = _custom is null || options.CustomCodeMessage ? Message : null,
            path = call.Http.Request.Path.Value?[IncodeOptions.Prefix.Length..],
        };
        return Results.Json(body, WireJson.Writing, statusCode: status);
    }

    private static string Title(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Payload Too Large",
        429 => "Too Many Requests",
        502 => "Bad Gateway",
        _ => "Internal Server Error",
    };
}
