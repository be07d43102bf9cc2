using System.Text.Json;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Incode;

internal static class IncodeJson
{
    public static IResult Ok(object answer) => Results.Json(answer, WireJson.Writing);

    /// <summary>The body, which must be a JSON object.</summary>
    public static T Read<T>(CallContext call, bool strict)
        where T : class =>
        ReadOptional<T>(call, strict) ?? throw IncodeProblem.BadRequest("Required request body is missing.");

    /// <summary>The body, or null where there is none.</summary>
    public static T? ReadOptional<T>(CallContext call, bool strict)
        where T : class
    {
        if (call.Body.IsEmpty)
        {
            return null;
        }

        if (!call.Http.Request.HasJsonContentType())
        {
            throw IncodeProblem.BadRequest("Content-Type must be application/json.");
        }

        try
        {
            return WireJson.Read<T>(call.Body, strict);
        }
        catch (JsonException invalid)
        {
            throw IncodeProblem.BadRequest($"The body is not valid at '{invalid.Path}': {invalid.Message}");
        }
    }
}
