using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Verification.Api.OpenApi;

/// <summary>Turns the OpenAPI document into one HTML page.</summary>
internal static class ReferencePage
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject document)
    {
        var page = new StringBuilder();
        page.Append(
            $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Text(document["info"]!["title"])}} API</title>
            <style>{{Style()}}</style>
            </head>
            <body>
            <main>
            <h1>{{Text(document["info"]!["title"])}} API</h1>
            <p>{{Prose(document["info"]!["description"])}} As a file: <a href="/api/openapi.json">openapi.json</a>.</p>

            """);
        WriteContents(page, document);
        foreach (var tag in document["tags"]!.AsArray())
        {
            page.Append($"<h2>{Text(tag!["name"])}</h2>\n<p>{Prose(tag["description"])}</p>\n");
            foreach (var (path, method, operation) in OperationsOf(document, (string)tag["name"]!))
            {
                WriteOperation(page, path, method, operation);
            }
        }

        page.Append("<h2>Schemas</h2>\n");
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            page.Append($"<section id=\"{name}\"><h3>{name}</h3><p>{Prose(schema!["description"])}</p><pre>{Code(schema)}</pre></section>\n");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteContents(StringBuilder page, JsonObject document)
    {
        page.Append("<nav><ul>\n");
        foreach (var tag in document["tags"]!.AsArray())
        {
            foreach (var (path, method, operation) in OperationsOf(document, (string)tag!["name"]!))
            {
                page.Append($"<li><a href=\"#{Text(operation["operationId"])}\"><b>{method.ToUpperInvariant()}</b> <code>{WebUtility.HtmlEncode(path)}</code></a></li>\n");
            }
        }

        page.Append("</ul></nav>\n");
    }

    private static void WriteOperation(StringBuilder page, string path, string method, JsonNode operation)
    {
        page.Append(
            $"""
            <section id="{Text(operation["operationId"])}">
            <h3>{Text(operation["summary"])}</h3>
            <p class="route"><b>{method.ToUpperInvariant()}</b> <code>{WebUtility.HtmlEncode(path)}</code></p>
            <p>{Prose(operation["description"])}</p>

            """);
        if (operation["parameters"] is JsonArray parameters)
        {
            page.Append("<table><tr><th>parameter</th><th>in</th><th></th></tr>\n");
            foreach (var parameter in parameters)
            {
                page.Append($"<tr><td><code>{Text(parameter!["name"])}</code></td><td>{Text(parameter["in"])}</td><td>{Prose(parameter["description"])}</td></tr>\n");
            }

            page.Append("</table>\n");
        }

        foreach (var (type, content) in operation["requestBody"]?["content"]?.AsObject() ?? [])
        {
            page.Append($"<p>Body: <code>{type}</code> {SchemaLink(content)}</p>\n");
            if (content!["example"] is { } example)
            {
                page.Append($"<pre>{Code(example)}</pre>\n");
            }
        }

        page.Append("<table><tr><th>answer</th><th></th><th>body</th></tr>\n");
        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            var bodies = (response!["content"]?.AsObject() ?? []).Select(content => SchemaLink(content.Value) is { Length: > 0 } link ? link : $"<code>{content.Key}</code>");
            page.Append($"<tr><td>{status}</td><td>{Prose(response["description"])}</td><td>{string.Join(", ", bodies)}</td></tr>\n");
        }

        page.Append("</table></section>\n");
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> OperationsOf(JsonObject document, string tag) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where (string?)operation.Value!["tags"]![0] == tag
        select (path.Key, operation.Key, operation.Value);

    private static string SchemaLink(JsonNode? content) =>
        ((string?)content?["schema"]?["$ref"])?.Split('/')[^1] is { } name ? $"<a href=\"#{name}\">{name}</a>" : "";

    private static string Text(JsonNode? node) => WebUtility.HtmlEncode((string?)node ?? "");

    /// <summary>Text with its words in backticks set as code.</summary>
    private static string Prose(JsonNode? node) =>
        string.Concat(Text(node).Split('`').Select((part, index) => index % 2 == 0 ? part : $"<code>{part}</code>"));

    private static string Code(JsonNode node) => WebUtility.HtmlEncode(node.ToJsonString(Readable));

    private static string Style()
    {
        using var stream = typeof(ReferencePage).Assembly.GetManifestResourceStream("Verification.Api.OpenApi.reference.css")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
