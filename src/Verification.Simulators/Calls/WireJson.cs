using System.Text.Json;
using System.Text.Json.Serialization;

namespace Verification.Simulators.Calls;

/// <summary>JSON as the providers have it: names letter by letter as documented, numbers only as numbers, nothing in the place of null.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Writing { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static JsonSerializerOptions Tolerant { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    private static JsonSerializerOptions Strict { get; } = new(Tolerant)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <param name="strict">Members that no document knows are refused, and repeated ones.</param>
    /// <exception cref="JsonException">It is not what the call takes.</exception>
    public static T? Read<T>(ReadOnlyMemory<byte> body, bool strict)
        where T : class =>
        JsonSerializer.Deserialize<T>(body.Span, strict ? Strict : Tolerant);

    /// <summary>Null for what cannot be read, where another place says what is wrong with it.</summary>
    public static T? TryRead<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        try
        {
            return Read<T>(body, strict: false);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
