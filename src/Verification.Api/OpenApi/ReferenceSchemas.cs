using System.Text;
using System.Text.Json.Nodes;

namespace Verification.Api.OpenApi;

/// <summary>The part of the reference page that says what bodies look like: each schema as a table of its members.</summary>
internal static class ReferenceSchemas
{
    public static void Write(StringBuilder page, JsonObject schemas)
    {
        page.Append("<h2>Schemas</h2>\n");
        foreach (var (name, schema) in schemas)
        {
            page.Append($"<section id=\"{name}\"><h3>{name}</h3>\n<p>{Html.Prose(schema!["description"])}</p>\n");
            if (schema["properties"] is JsonObject)
            {
                page.Append("<table><tr><th>member</th><th>kind</th><th>meaning</th></tr>\n");
                WriteMembers(page, schema, "");
                page.Append("</table>\n");
            }
            else
            {
                page.Append($"<p>{KindOf(schema)}</p>\n");
            }

            if (schema["examples"] is JsonArray { Count: > 0 } examples && examples[0] is JsonObject example)
            {
                page.Append(Html.Example(example));
            }

            page.Append("</section>\n");
        }
    }

    /// <summary>What may stand in a value: its type or words, and its limits.</summary>
    public static string KindOf(JsonNode? schema)
    {
        if ((string?)schema?["$ref"] is { } reference)
        {
            var name = reference.Split('/')[^1];
            return $"<a href=\"#{name}\">{name}</a>";
        }

        var kind = schema switch
        {
            null => "",
            _ when schema["enum"] is JsonArray words => string.Join(", ", words.Select(word => Html.Code((string?)word ?? "null"))),
            _ when schema["items"] is { } items => $"list of {KindOf(items)}",
            _ when schema["additionalProperties"] is JsonObject values => $"{KindOf(values)} by name",
            _ when schema["type"] is JsonArray types => string.Join(" or ", types.Select(type => (string?)type)),
            _ => (string?)schema["format"] ?? (string?)schema["type"] ?? "any",
        };
        return $"{kind}{LimitsOf(schema)}";
    }

    private static void WriteMembers(StringBuilder page, JsonNode schema, string prefix)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string?)name).ToHashSet();
        foreach (var (name, member) in schema["properties"]!.AsObject())
        {
            var always = required.Contains(name) ? " <span class=\"faint\">always</span>" : "";
            page.Append($"<tr><td>{Html.Code(prefix + name)}{always}</td><td>{KindOf(member)}</td><td>{Html.Prose(member!["description"])}</td></tr>\n");
            var nested = member["items"] ?? member;
            if (nested["properties"] is JsonObject)
            {
                WriteMembers(page, nested, $"{prefix}{name}.");
            }
        }
    }

    private static string LimitsOf(JsonNode? schema)
    {
        string?[] limits =
        [
            Range(schema, "minLength", "maxLength", " characters"),
            Range(schema, "minItems", "maxItems", " of them"),
            Range(schema, "minimum", "maximum", ""),
            (string?)schema?["pattern"] is { } pattern ? Html.Code(pattern) : null,
            schema?["default"] is { } value ? $"default {Html.Code($"{value}")}" : null,
        ];
        var given = limits.OfType<string>().ToList();
        return given.Count > 0 ? $"<span class=\"faint\">, {string.Join(", ", given)}</span>" : "";
    }

    private static string? Range(JsonNode? schema, string least, string most, string unit) => (schema?[least], schema?[most]) switch
    {
        (null, null) => null,
        (null, { } max) => $"at most {max}{unit}",
        ({ } min, null) => $"from {min}{unit}",
        ({ } min, { } max) => $"{min} to {max}{unit}",
    };
}
