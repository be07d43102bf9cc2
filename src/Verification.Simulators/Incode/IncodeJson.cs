using System.Text.Json;
using System.Text.Json.Serialization;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Incode;

internal static class IncodeJson
{
    public static JsonSerializerOptions Writing { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static JsonSerializerOptions Tolerant { get; } = new(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false };

    private static JsonSerializerOptions Strict { get; } = new(Tolerant)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static IResult Ok(object answer) => Results.Json(answer, Writing);

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
            return JsonSerializer.Deserialize<T>(call.Body.Span, strict ? Strict : Tolerant);
        }
        catch (JsonException invalid)
        {
            throw IncodeProblem.BadRequest($"The body is not valid at '{invalid.Path}': {invalid.Message}");
        }
    }
}
