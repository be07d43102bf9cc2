using System.Text.Json;
using System.Text.Json.Serialization;

namespace Verification.Core.Workflows;

/// <summary>How workflow messages and stored objects are written: camelCase, enums as camelCase words, nulls left out.</summary>
public static class WorkflowJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
