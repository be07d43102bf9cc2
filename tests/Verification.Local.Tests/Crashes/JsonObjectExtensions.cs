using System.Text.Json.Nodes;

namespace Verification.Local.Tests.Crashes;

internal static class JsonObjectExtensions
{
    public static JsonObject With(this JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return json;
    }
}
