using System.Text.Json.Nodes;
using Verification.Api.Pipeline;

namespace Verification.Api.OpenApi;

/// <summary>The one request whose receiver a client writes: the webhook that tells of an outcome (Standard Webhooks 1.0).</summary>
internal static class OpenApiWebhooks
{
    private static readonly (string Name, string Description)[] Headers =
    [
        ("webhook-id", "The same for every try of one event: keep it, and ignore what you have had."),
        ("webhook-timestamp", "Seconds since 1970. Refuse what is more than five minutes away from your clock."),
        ("webhook-signature", "One `v1,` signature for each of your live secrets, separated by spaces."),
    ];

    private static readonly (string Status, string Description)[] Answers =
    [
        ("204", "Any 2xx: it has arrived."),
        ("410", "Nothing more is sent to this endpoint until a resend is asked for."),
        ("default", "Anything else, or none in 20 seconds: it is tried again, up to ten times in about three days. `Retry-After` is obeyed."),
    ];

    public static JsonObject Create() => new()
    {
        ["verificationEnded"] = new JsonObject
        {
            ["post"] = new JsonObject
            {
                ["operationId"] = "verificationEnded",
                ["tags"] = new JsonArray("Deliveries"),
                ["summary"] = "We tell you of an outcome",
                ["description"] = "Sent to the `callbackUrl` of the start, else to your client's own endpoint, and signed as Standard Webhooks 1.0 has it.",
                ["security"] = new JsonArray(),
                ["parameters"] = new JsonArray([.. Headers.Select(header => HeaderOf(header.Name, header.Description))]),
                ["requestBody"] = new JsonObject
                {
                    ["required"] = true,
                    ["content"] = new JsonObject
                    {
                        [MediaTypes.Json] = new JsonObject { ["schema"] = OpenApiDocument.SchemaReference("Event") },
                    },
                },
                ["responses"] = new JsonObject(Answers.Select(answer =>
                    KeyValuePair.Create<string, JsonNode?>(answer.Status, new JsonObject { ["description"] = answer.Description }))),
            },
        },
    };

    private static JsonObject HeaderOf(string name, string description) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["required"] = true,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };
}
