using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Verification.Simulators.Passbase;

/// <summary>The bodies that Passbase answers.</summary>
internal static class PassbaseModels
{
    private static readonly JsonSerializerOptions Writing = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IResult Json(object answer) => Results.Json(answer, Writing);

    /// <param name="version">Version 1 knows no metadata.</param>
    public static JsonObject Identity(PassbaseIdentity identity, string version)
    {
        var subject = identity.Run.Scenario.Subject;
        var json = new JsonObject
        {
            ["id"] = identity.Id,
            ["status"] = Status(identity),
            ["owner"] = new JsonObject
            {
                ["first_name"] = identity.IsProcessed ? subject.FirstName : "",
                ["last_name"] = identity.IsProcessed ? subject.LastName : "",
                ["email"] = identity.Email,
            },
            ["score"] = identity.IsProcessed ? 0.93 : 0,
            ["created"] = identity.Created.ToUnixTimeSeconds(),
            ["updated"] = identity.Updated.ToUnixTimeSeconds(),
            ["resources"] = identity.IsProcessed
                ? new JsonArray(
                    new JsonObject { ["type"] = identity.Document.Type, ["datapoints"] = Datapoints(identity) },
                    new JsonObject { ["type"] = identity.Resources[1].Type, ["datapoints"] = new JsonObject() })
                : [],
            ["watchlist"] = identity.IsProcessed ? Watchlist(identity) : null,
            ["network"] = null,
        };
        if (version == "v2")
        {
            json["metadata"] = identity.Metadata?.DeepClone();
        }

        return json;
    }

    public static object Resource(PassbaseIdentity identity, PassbaseResource resource) => new
    {
        resource.Id,
        Status = identity.IsProcessed ? "processed" : "processing",
        Created = identity.Created.ToUnixTimeSeconds(),
        Updated = identity.Updated.ToUnixTimeSeconds(),
        resource.Type,
        ResourceFiles = new[]
        {
            new
            {
                resource.File.Id,
                resource.File.Type,
                resource.File.Page,
                Created = identity.Created.ToUnixTimeSeconds(),
                Updated = identity.Created.ToUnixTimeSeconds(),
            },
        },
    };

    public static object Settings(PassbaseOptions options) => new
    {
        Id = "7e5a4a36-6d5c-4b6f-9f0e-1f2b3c4d5e6f",
        options.Slug,
        options.Environment,
        Organization = "Simulated Shop",
        Customizations = new { ButtonColor = "#1A56DB", AccentColor = "#1A56DB", FontFamily = "Inter" },
        VerificationSteps = new object[]
        {
            new { Step = "email", ResourceTypes = Array.Empty<string>() },
            new { Step = "liveness_check", ResourceTypes = new[] { "FACE_VIDEO" } },
            new { Step = "country", ResourceTypes = new[] { "DE", "NL", "US" } },
            new { Step = "identity_document_check", ResourceTypes = new[] { "PASSPORT", "DRIVERS_LICENSE", "NATIONAL_ID_CARD" } },
        },
    };

    private static string Status(PassbaseIdentity identity) =>
        identity.Status == PassbaseStatus.Processing ? identity.Run.Scenario.InterimStatus ?? identity.Status : identity.Status;

    private static JsonObject Datapoints(PassbaseIdentity identity)
    {
        var subject = identity.Run.Scenario.Subject;
        return new JsonObject
        {
            ["first_names"] = subject.FirstName,
            ["last_name"] = subject.LastName,
            ["document_number"] = subject.DocumentNumber,
            ["document_origin_country"] = subject.IssuingCountry,
            ["nationality"] = subject.Nationality,
            ["date_of_birth"] = subject.DateOfBirth.ToString("O"),
            ["date_of_expiry"] = subject.DateOfExpiry.ToString("O"),
            ["sex"] = identity.Sex,
            ["place_of_birth"] = null,
        };
    }

    private static JsonObject Watchlist(PassbaseIdentity identity) => new()
    {
        ["clean"] = identity.WatchlistClean,
        ["listings"] = new JsonObject(),
        ["media"] = new JsonArray(),
        ["sources"] = identity.WatchlistClean ? [] : new JsonArray("Simulated sanctions list"),
        ["types"] = identity.WatchlistClean ? [] : new JsonArray("sanction"),
    };
}

/// <summary>What the widget hands in for the person.</summary>
internal sealed record WidgetSubmission(
    [property: JsonPropertyName("apiKey")] string? ApiKey,
    [property: JsonPropertyName("metaData")] string? MetaData,
    [property: JsonPropertyName("prefillAttributes")] WidgetPrefill? PrefillAttributes);

internal sealed record WidgetPrefill(
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("country")] string? Country,
    [property: JsonPropertyName("metadata")] string? Metadata = null);

/// <summary>The parameter <c>p</c> of a web link.</summary>
internal sealed record LinkParameter([property: JsonPropertyName("prefill_attributes")] WidgetPrefill? PrefillAttributes);
