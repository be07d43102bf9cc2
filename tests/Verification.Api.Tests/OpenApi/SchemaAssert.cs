using System.Text.Json;
using System.Text.Json.Nodes;

namespace Verification.Api.Tests.OpenApi;

/// <summary>As much of JSON Schema as the document uses: references, types, members, required ones, words and items.</summary>
internal static class SchemaAssert
{
    public static void Fits(JsonNode? value, JsonNode schema, JsonObject schemas, string path)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            Fits(value, schemas[reference.Split('/')[^1]]!, schemas, path);
            return;
        }

        if (schema["type"] is { } type)
        {
            var types = type is JsonArray several ? several.Select(one => (string)one!) : [(string)type!];
            Assert.True(types.Contains(TypeOf(value)), $"{path} is {TypeOf(value)} and not {type.ToJsonString()}");
        }

        if (schema["enum"] is JsonArray words)
        {
            Assert.True(words.Any(word => JsonNode.DeepEquals(word, value)), $"{path} is {value?.ToJsonString()}");
        }

        if (value is JsonObject members)
        {
            FitsObject(members, schema, schemas, path);
        }
        else if (value is JsonArray items && schema["items"] is { } itemSchema)
        {
            Assert.All(items, item => Fits(item, itemSchema, schemas, path + "[]"));
        }
    }

    private static void FitsObject(JsonObject members, JsonNode schema, JsonObject schemas, string path)
    {
        Assert.All(schema["required"]?.AsArray() ?? [], name => Assert.True(members.ContainsKey((string)name!), $"{path}.{name} is missing"));
        foreach (var (name, member) in members)
        {
            var memberSchema = schema["properties"]?[name] ?? schema["additionalProperties"];
            Assert.True(memberSchema is not null, $"{path}.{name} is not in the document");
            if (memberSchema is JsonObject)
            {
                Fits(member, memberSchema, schemas, $"{path}.{name}");
            }
        }
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
