using System.Text;
using System.Text.Json.Nodes;
using Verification.Api.Problems;

namespace Verification.Api.OpenApi;

/// <summary>Turns the OpenAPI document into one HTML page.</summary>
internal static class ReferencePage
{
    public static string Write(JsonObject document)
    {
        var title = $"{Html.Text(document["info"]!["title"])} API";
        var page = new StringBuilder(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            {Style()}</style>
            </head>
            <body>
            <header>
            <h1>{title}</h1>
            <p>{Html.Prose(document["info"]!["description"])} As a file: <a href="/api/openapi.json">openapi.json</a>.</p>
            </header>

            """);
        WriteContents(page, document);
        page.Append("<main>\n");
        foreach (var tag in document["tags"]!.AsArray())
        {
            page.Append($"<h2>{Html.Text(tag!["name"])}</h2>\n<p>{Html.Prose(tag["description"])}</p>\n");
            foreach (var (path, method, operation) in OperationsOf(document, tag))
            {
                WriteOperation(page, path, method, operation);
            }
        }

        WriteErrors(page);
        ReferenceSchemas.Write(page, document["components"]!["schemas"]!.AsObject());
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteContents(StringBuilder page, JsonObject document)
    {
        page.Append("<nav>\n");
        foreach (var tag in document["tags"]!.AsArray())
        {
            page.Append($"<h4>{Html.Text(tag!["name"])}</h4>\n<ul>\n");
            foreach (var (_, method, operation) in OperationsOf(document, tag))
            {
                page.Append($"<li><a href=\"#{Html.Text(operation["operationId"])}\">{Html.Method(method)} {Html.Text(operation["summary"])}</a></li>\n");
            }

            page.Append("</ul>\n");
        }

        page.Append("<h4><a href=\"#errors\">Errors</a></h4>\n</nav>\n");
    }

    private static void WriteOperation(StringBuilder page, string path, string method, JsonNode operation)
    {
        page.Append(
            $"""
            <section id="{Html.Text(operation["operationId"])}">
            <h3>{Html.Text(operation["summary"])}</h3>
            <p class="route">{Html.Method(method)} {Html.Code(path)}</p>
            <p>{Html.Prose(operation["description"])}</p>

            """);
        if (operation["parameters"] is JsonArray parameters)
        {
            page.Append("<table><tr><th>parameter</th><th>kind</th><th>meaning</th></tr>\n");
            foreach (var parameter in parameters)
            {
                page.Append(
                    $"<tr><td>{Html.Code((string)parameter!["name"]!)} <span class=\"faint\">{Html.Text(parameter["in"])}</span></td>"
                    + $"<td>{ReferenceSchemas.KindOf(parameter["schema"])}</td><td>{Html.Prose(parameter["description"])}</td></tr>\n");
            }

            page.Append("</table>\n");
        }

        foreach (var (type, content) in operation["requestBody"]?["content"]?.AsObject() ?? [])
        {
            page.Append($"<p>Body: {Html.Code(type)} {ReferenceSchemas.KindOf(content!["schema"])}</p>\n");
            if (content["example"] is { } example)
            {
                page.Append(Html.Example(example));
            }
        }

        page.Append("<table class=\"answers\"><tr><th>answer</th><th>meaning</th><th>body</th></tr>\n");
        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            var bodies = (response!["content"]?.AsObject() ?? []).Select(content =>
                content.Value!["schema"] is { } schema ? ReferenceSchemas.KindOf(schema) : Html.Code(content.Key));
            page.Append($"<tr><td>{Html.Code(status)}</td><td>{Html.Prose(response["description"])}</td><td>{string.Join(", ", bodies)}</td></tr>\n");
        }

        page.Append("</table></section>\n");
    }

    private static void WriteErrors(StringBuilder page)
    {
        page.Append("<h2 id=\"errors\">Errors</h2>\n<p>Every error answer is a <a href=\"#Problem\">Problem</a>. Decide on its type, which does not change.</p>\n");
        page.Append("<table><tr><th>type</th><th>status</th><th>meaning</th></tr>\n");
        foreach (var type in ProblemTypes.All)
        {
            page.Append($"<tr><td>{Html.Code(type.Uri)}</td><td>{Html.Code($"{type.Status}")}</td><td>{Html.Text(type.Title)}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> OperationsOf(JsonObject document, JsonNode tag) =>
        from path in document["paths"]!.AsObject().Concat(document["webhooks"]!.AsObject().Select(webhook => KeyValuePair.Create("your endpoint", webhook.Value)))
        from operation in path.Value!.AsObject()
        where (string?)operation.Value!["tags"]![0] == (string?)tag["name"]
        select (path.Key, operation.Key, operation.Value);

    private static string Style()
    {
        using var stream = typeof(ReferencePage).Assembly.GetManifestResourceStream("Verification.Api.OpenApi.reference.css")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
