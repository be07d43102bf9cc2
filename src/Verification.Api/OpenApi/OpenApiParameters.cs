using System.Text.Json.Nodes;
using Verification.Api.Routing;
using Verification.Api.Verifications;

namespace Verification.Api.OpenApi;

/// <summary>Parameters in path, query and headers.</summary>
internal static class OpenApiParameters
{
    private static readonly (string Name, string Description, string Schema)[] Query =
    [
        ("status", "Only those that stand so.", """{ "$ref": "#/components/schemas/Status" }"""),
        ("decision", "Only those decided so.", """{ "type": "string", "enum": ["accepted", "rejected", "inconclusive"] }"""),
        ("provider", "Only those of this provider.", """{ "type": "string", "maxLength": 64 }"""),
        ("reference", "Only those with this reference.", """{ "type": "string", "maxLength": 200 }"""),
        ("from", "Created at or after.", """{ "type": "string", "format": "date-time" }"""),
        ("to", "Created before.", """{ "type": "string", "format": "date-time" }"""),
        ("pageSize", "How many at most.", """{ "type": "integer", "minimum": 1, "maximum": 100, "default": 25 }"""),
        ("continuationToken", "From the page before.", """{ "type": "string", "maxLength": 64 }"""),
    ];

    public static JsonArray Of(ApiRoute route, IEnumerable<string> pathNames)
    {
        var parameters = new JsonArray([.. pathNames.Select(InPath)]);
        switch (route.Name)
        {
            case "ListVerifications":
                foreach (var (name, description, schema) in Query)
                {
                    parameters.Add(Parameter("query", name, description, schema));
                }

                break;
            case "StartVerification":
                parameters.Add(Parameter(
                    "header", IdempotencyKey.Header, "Makes it safe to repeat the request.", """{ "type": "string", "minLength": 1, "maxLength": 255 }"""));
                break;
            case "GetVerification":
                parameters.Add(Parameter("header", "If-None-Match", "The ETag of an earlier answer.", """{ "type": "string" }"""));
                break;
        }

        return parameters;
    }

    private static JsonNode InPath(string name)
    {
        var parameter = name switch
        {
            "id" => Parameter("path", name, "The verification.", """{ "$ref": "#/components/schemas/VerificationId" }"""),
            "kind" => Parameter("path", name, "Which image.", """{ "type": "string", "enum": ["front", "back", "selfie"] }"""),
            "delivery" => Parameter("path", name, "The webhook's id.", """{ "type": "string" }"""),
            _ => Parameter("path", name, "A name from `GET /api/providers`.", """{ "type": "string" }"""),
        };
        parameter["required"] = true;
        return parameter;
    }

    private static JsonObject Parameter(string place, string name, string description, string schema) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["description"] = description,
        ["schema"] = JsonNode.Parse(schema),
    };
}
