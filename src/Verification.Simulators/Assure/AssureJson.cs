using System.Text.Json;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Assure;

internal static class AssureJson
{
    public static IResult Ok(object answer, int status = StatusCodes.Status200OK) => Results.Json(answer, WireJson.Writing, statusCode: status);

    /// <summary>The body, which must be there.</summary>
    public static T Read<T>(CallContext call, bool strict)
        where T : class =>
        ReadOptional<T>(call, strict) ?? throw AssureProblem.Gateway(400, "empty_payload", "The request has no payload.");

    /// <summary>The body, or null where there is none or it is <c>null</c>.</summary>
    public static T? ReadOptional<T>(CallContext call, bool strict)
        where T : class
    {
        if (call.Body.IsEmpty)
        {
            return null;
        }

        if (!call.Http.Request.HasJsonContentType())
        {
            throw AssureProblem.Gateway(415, "unsupported_media_type", "The payload must be application/json.");
        }

        try
        {
            return WireJson.Read<T>(call.Body, strict);
        }
        catch (JsonException invalid)
        {
            throw AssureProblem.Client(400, $"The payload is not valid at '{invalid.Path}': {invalid.Message}");
        }
    }
}
