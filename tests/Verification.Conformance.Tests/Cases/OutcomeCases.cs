using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Cases;

/// <summary>How verifications end when nothing goes wrong, and the ways to start them.</summary>
internal static class OutcomeCases
{
    private const string NoUpload = "images are not uploaded through the API";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new(CaseCatalog.HappyPath) { Notifications = 1 },
        new("rejected") { Script = Scripts.Outcome("rejected"), Expected = Ending.Rejected },
        new("inconclusive") { Script = Scripts.Outcome("inconclusive"), Expected = Ending.Inconclusive },
        new("failed") { Script = Scripts.Outcome("failed"), Expected = Ending.Failed },
        new("canceled-at-provider") { Script = Scripts.Outcome("canceled"), Expected = Ending.Canceled },
        new("consent-denied")
        {
            Script = Scripts.Outcome("failed")
                .With("failReason", JsonNode.Parse("""{"type":"USER_CONSENT_DENIED","message":"Refused."}""")!),
            Expected = Ending.Failed,
        },
        new("person-gives-up")
        {
            PersonGivesUp = true,
            Expected = Ending.Canceled,
            PaidStarts = 0,
            Obstacle = path => path.TellsGivingUp ? null : "the provider does not tell",
        },
        new("decided-at-once") { Script = new() { ["processing"] = "PT0S" } },
        new("decided-late") { Script = new() { ["processing"] = "PT3S" } },
        new("keep-decision") { Keep = "decision" },
        new("decided-at-once-untold") { Script = Scripts.Webhooks("""{"copies":0}""").With("processing", "PT0S") },
        new("decided-late-untold") { Script = Scripts.Webhooks("""{"copies":0}""").With("processing", "PT3S") },
        new("keep-full") { Keep = "full" },
        new("keep-full-rejected") { Script = Scripts.Outcome("rejected"), Keep = "full", Expected = Ending.Rejected },
        new("images-with-start")
        {
            Start = StartManner.WithImages,
            Obstacle = path => path.Capture == "upload" ? null : NoUpload,
        },
        new("start-repeated") { Start = StartManner.Repeated },
        new("two-of-one-person") { Start = StartManner.Twins },
        new("retake")
        {
            Script = Refusing("front"),
            Obstacle = path => path.Capture != "upload" ? NoUpload
                : path.RefusesImages ? null : "the provider does not ask for better images",
        },
        new("image-refused")
        {
            Script = Refusing("front"),
            Expected = Ending.Failed,
            PaidStarts = 0,
            Obstacle = path => path.Capture != "upload" ? NoUpload : path.RefusesImages ? "the provider asks for a better image" : null,
        },
        new("unknown-status") { Script = new() { ["processing"] = "PT1.5S", ["interimStatus"] = "under_review" } },
        new("unknown-fields") { Script = new() { ["unknownFields"] = true } },
    ];

    private static JsonObject Refusing(string image) =>
        new() { ["refusals"] = new JsonArray(new JsonObject { ["image"] = image, ["reason"] = "glare" }) };
}
