using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Cases;

/// <summary>How verifications end when nothing goes wrong, and the ways to start them.</summary>
internal static class OutcomeCases
{
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
            Reason = "provider.userConsentDenied",
            Obstacle = path => path.TellsFailReason ? null : "the provider does not tell why a session failed",
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
            Obstacle = path => path.Capture == "upload" ? null : "images are not uploaded through the API",
        },
        new("start-repeated") { Start = StartManner.Repeated },
        new("two-of-one-person")
        {
            Start = StartManner.Twins,
            Obstacle = path => path.TakesTwins ? null : "a person is verified once at a time here",
        },
        new("needs-finish")
        {
            Script = new() { ["incode"] = new JsonObject { ["needsFinish"] = true } },
            Call = "finish",
        },
        new("one-sided")
        {
            Script = new() { ["incode"] = new JsonObject { ["oneSided"] = true } },
            Obstacle = path => path.NamesRefusals ? null : "the provider does not say that the back is not needed",
        },
        new("unknown-status") { Script = new() { ["processing"] = "PT1.5S", ["interimStatus"] = "under_review" } },
        new("unknown-fields") { Script = new() { ["unknownFields"] = true } },
    ];
}
