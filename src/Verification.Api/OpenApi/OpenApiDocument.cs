using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verification.Api.Clients;
using Verification.Api.Images;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Images;

namespace Verification.Api.OpenApi;

/// <summary>Writes the OpenAPI 3.1 document from the table of routes.</summary>
internal static partial class OpenApiDocument
{
    private const string Reference = "#/components/schemas/";

    /// <summary>Stands for <c>default</c>.</summary>
    public const int OtherError = 0;

    private static readonly Dictionary<int, string> Meanings = new()
    {
        [200] = "Done.",
        [201] = "Started.",
        [202] = "Accepted; it goes on in the background.",
        [304] = "Nothing has changed.",
        [400] = "The request is not valid; `errors` says where.",
        [401] = "No valid key or proof of origin.",
        [403] = "The key lacks the scope.",
        [404] = "There is none of this id for this client.",
        [408] = "The body came too slowly.",
        [409] = "Not as things stand; `type` says why.",
        [410] = "Erased, or past its retention.",
        [413] = "Too large.",
        [415] = "Not a kind of content that is taken here.",
        [422] = "The idempotency key was used with another body.",
        [429] = "Over the rate or the budget.",
        [503] = "Not at the moment.",
        [OtherError] = "Any other error: 500 where something went wrong on our side, 503 where it helps to wait.",
    };

    public static JsonObject Create() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Verification",
            ["version"] = "1.0.0",
            ["description"] = "One durable API in front of identity-verification providers. Errors are problem documents (RFC 9457); durations are "
                + "ISO 8601, times RFC 3339 in UTC. A client sees only its own verifications.",
            ["license"] = new JsonObject { ["name"] = "Proprietary", ["identifier"] = "LicenseRef-Proprietary" },
            ["contact"] = new JsonObject { ["name"] = "The operators of this service" },
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
        ["tags"] = new JsonArray([.. Tags.Select(tag => new JsonObject { ["name"] = tag.Name, ["description"] = tag.Description })]),
        ["paths"] = Paths(),
        ["webhooks"] = OpenApiWebhooks.Create(),
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key of the client: `vk_...`." },
            },
            ["schemas"] = Schemas(),
        },
    };

    public static JsonObject SchemaReference(string schema) => new() { ["$ref"] = Reference + schema };

    private static IEnumerable<(string Name, string Description)> Tags =>
    [
        ("Verifications", "From the start to the outcome."),
        ("Images", "Pictures of document and person, where the client uploads them."),
        ("Results", "What was found and how."),
        ("Deliveries", "Webhooks to the client."),
        ("Providers", "What is configured."),
        ("Notifications", "For providers only."),
        ("Health", "For those who run it."),
    ];

    private static JsonObject Paths()
    {
        var paths = new JsonObject();
        foreach (var group in ApiRoutes.All.GroupBy(route => route.Pattern))
        {
            var path = new JsonObject();
            foreach (var route in group)
            {
                path[route.Method.ToLowerInvariant()] = OperationOf(route, Operations.All[route.Name]);
            }

            paths[$"/{group.Key}"] = path;
        }

        return paths;
    }

    private static JsonObject OperationOf(ApiRoute route, Operation operation)
    {
        var scope = route.Scope == Scopes.None ? "No key is needed." : $"Needs the scope `{route.Scope.ToString().ToLowerInvariant()}`.";
        var json = new JsonObject
        {
            ["operationId"] = char.ToLowerInvariant(route.Name[0]) + route.Name[1..],
            ["tags"] = new JsonArray(operation.Tag),
            ["summary"] = operation.Summary,
            ["description"] = $"{operation.Description} {scope}".Trim(),
        };
        if (route.Scope == Scopes.None)
        {
            json["security"] = new JsonArray();
        }

        var parameters = OpenApiParameters.Of(route, PathParameter().Matches(route.Pattern).Select(match => match.Groups[1].Value));
        if (parameters.Count > 0)
        {
            json["parameters"] = parameters;
        }

        if (route.BodyLimit > 0)
        {
            json["requestBody"] = BodyOf(route, operation);
        }

        json["responses"] = ResponsesOf(route, operation);
        return json;
    }

    private static JsonObject BodyOf(ApiRoute route, Operation operation)
    {
        var content = new JsonObject();
        foreach (var type in route.Accepts)
        {
            var schema = type == MediaTypes.Multipart ? "ImageParts" : type is MediaTypes.Json or MediaTypes.Form ? operation.Request : null;
            content[type] = schema is null ? new JsonObject() : new JsonObject { ["schema"] = SchemaReference(schema) };
            if (type == MediaTypes.Multipart)
            {
                content[type]!["encoding"] = PartsEncoding();
            }

            if (OpenApiExamples.Find(route.Name, type) is { } example)
            {
                content[type]!["example"] = example;
            }
        }

        var optional = operation.Request is "Nothing" or "Submission";
        return new JsonObject { ["required"] = !optional, ["content"] = content };
    }

    private static JsonObject PartsEncoding() => new(Enum.GetValues<ImageKind>().Select(kind => KeyValuePair.Create<string, JsonNode?>(
        ImageKinds.Word(kind), new JsonObject { ["contentType"] = $"{MediaTypes.Jpeg}, {MediaTypes.Png}" })));

    private static JsonObject ResponsesOf(ApiRoute route, Operation operation)
    {
        var responses = new JsonObject();
        foreach (var (status, schema) in operation.Answers)
        {
            var response = ResponseOf(route, status, schema);
            if (status != 304 && (schema is not null || !route.Produces.Contains(MediaTypes.Json)))
            {
                response["content"] = ContentOf(route, schema);
            }

            responses[$"{status}"] = response;
        }

        foreach (var status in ProblemsOf(route, operation))
        {
            // Who proves to be no provider is told so in that provider's own form.
            responses[$"{status}"] ??= status == 401 && route.Scope == Scopes.None ? ResponseOf(route, status, null) : ProblemOf(route, status);
        }

        responses["default"] = ProblemOf(route, OtherError);
        return responses;
    }

    private static JsonObject ProblemOf(ApiRoute route, int status)
    {
        var response = ResponseOf(route, status, "Problem");
        response["content"] = new JsonObject { [MediaTypes.Problem] = new JsonObject { ["schema"] = SchemaReference("Problem") } };
        return response;
    }

    private static JsonObject ResponseOf(ApiRoute route, int status, string? schema)
    {
        var response = new JsonObject { ["description"] = Meanings[status] };
        if (OpenApiHeaders.Of(route.Name, status, schema) is { Count: > 0 } headers)
        {
            response["headers"] = headers;
        }

        return response;
    }

    private static JsonObject ContentOf(ApiRoute route, string? schema)
    {
        var content = new JsonObject();
        foreach (var type in route.Produces)
        {
            content[type] = schema is null or "OpenApi" ? new JsonObject() : new JsonObject { ["schema"] = SchemaReference(schema) };
        }

        return content;
    }

    private static IEnumerable<int> ProblemsOf(ApiRoute route, Operation operation)
    {
        int[] keyed = route.Scope == Scopes.None ? [] : [401, 403, 429];
        int[] named = route.Scope != Scopes.None && route.Pattern.Contains("{id}", StringComparison.Ordinal) ? [404] : [];
        int[] bodied = (route.BodyLimit, route.Accepts) switch
        {
            (0, _) => [413],
            (_, [MediaTypes.Any]) => [400, 408, 413],
            _ => [400, 408, 413, 415],
        };
        return keyed.Concat(named).Concat(bodied).Concat(operation.Problems).Distinct().Order();
    }

    private static JsonObject Schemas()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("Verification.Api.OpenApi.schemas.json")!;
        var schemas = JsonNode.Parse(stream)!.AsObject();
        schemas["Problem"]!["properties"]!["type"]!["examples"] = new JsonArray([.. ProblemTypes.All.Select(type => (JsonNode)type.Uri)]);
        return schemas;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
