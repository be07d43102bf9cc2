namespace Verification.Conformance.Tests.Cases;

/// <summary>Everything that notifications do that nobody wants.</summary>
internal static class NotificationCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("webhook-never") { Script = Scripts.Webhooks("""{"copies":0}""") },
        new("webhook-late") { Script = Scripts.Webhooks("""{"delay":"PT4S"}"""), Notifications = 1 },
        new("webhook-duplicate") { Script = Scripts.Webhooks("""{"copies":3}"""), Notifications = 3 },
        new("webhook-early") { Script = Scripts.Webhooks("""{"early":true}""").With("processing", "PT0S"), Notifications = 1 },
        new("webhook-premature") { Script = Scripts.Webhooks("""{"early":true}""").With("processing", "PT2S"), Notifications = 1 },
        new("webhook-reordered") { Script = Scripts.Webhooks("""{"reordered":true}"""), Notifications = 2 },
        new("webhook-contradicting-acceptance") { Script = Scripts.Webhooks("""{"contradicting":true}"""), Notifications = 2 },
        new("webhook-contradicting-rejection")
        {
            Script = Scripts.Webhooks("""{"contradicting":true}""", "rejected"),
            Expected = Ending.Rejected,
            Notifications = 2,
        },
        new("webhook-forged")
        {
            Script = Scripts.Webhooks("""{"forged":true}""", "rejected"),
            Expected = Ending.Rejected,
            Notifications = 2,
        },
        new("webhook-forged-alone")
        {
            Script = Scripts.Webhooks("""{"copies":0,"forged":true}""", "rejected"),
            Expected = Ending.Rejected,
            Notifications = 1,
        },
        new("webhook-storm")
        {
            Script = Scripts.Webhooks("""{"copies":8,"early":true,"reordered":true,"contradicting":true,"forged":true}""", "rejected"),
            Expected = Ending.Rejected,
            Notifications = 10,
        },
    ];
}
