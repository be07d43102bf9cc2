using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Verification.Simulators.Scenarios;

/// <summary>Reads scenarios strictly: unknown and repeated members, nulls and numbers for names are refused.</summary>
internal static class ScenarioJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new DurationConverter() },
    };

    /// <exception cref="FormatException">What is wrong, and where, in one sentence.</exception>
    public static Scenario Read(string name, ReadOnlySpan<byte> json)
    {
        try
        {
            var scenario = JsonSerializer.Deserialize<Scenario>(json, Options)
                ?? throw new FormatException($"Scenario '{name}' is null.");
            return scenario with { Name = name };
        }
        catch (JsonException invalid)
        {
            throw new FormatException($"Scenario '{name}' is not valid at '{invalid.Path}': {invalid.Message}", invalid);
        }
    }

    /// <summary>ISO 8601 durations such as <c>PT0.3S</c>.</summary>
    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                var duration = XmlConvert.ToTimeSpan(reader.GetString()!);
                return duration >= TimeSpan.Zero ? duration : throw new JsonException("A duration cannot be negative.");
            }
            catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or OverflowException)
            {
                throw new JsonException("A duration is written as ISO 8601 has it, for example PT0.3S.", wrong);
            }
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteStringValue(XmlConvert.ToString(value));
    }
}
