using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Verification.Core.Workflows;

namespace Verification.Api.Pipeline;

/// <summary>How answers are written: as stored objects are, and times in RFC 3339 with <c>Z</c>.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(WorkflowJson.Options) { Converters = { new UtcConverter() } };

    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
