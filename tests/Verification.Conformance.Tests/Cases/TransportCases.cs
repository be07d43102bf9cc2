using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Cases;

/// <summary>Each way in which a call can go wrong, at each call; answers that are lost; and what lasts.</summary>
internal static class TransportCases
{
    private static readonly string[] Calls = ["open", "find", "upload", "start", "finish", "read", "result", "delete"];

    private static readonly (string Name, Func<string, JsonObject> Fault)[] Kinds =
    [
        ("429", call => Scripts.Status(call, 429).With("retryAfter", "PT1S")),
        ("503", call => Scripts.Status(call, 503)),
        ("reset", call => Scripts.Fault(call, "reset")),
        ("truncated", call => Scripts.Fault(call, "truncate")),
        ("slow", call => Scripts.Slow(call, 60)),
        ("oversized", call => Scripts.Fault(call, "oversize").With("bytes", 11 * 1024 * 1024)),
    ];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. from call in Calls from kind in Kinds select Disturbed($"{call}-{kind.Name}", call, kind.Fault(call)),
        .. from kind in Kinds
           select new ConformanceCase($"capture-{kind.Name}")
           {
               Script = Scripts.Faults(kind.Fault("capture")),
               Call = "capture",
               Obstacle = path => kind.Name is "truncated" or "oversized" && path.ChargesEachCapture ? "the person would pay twice" : null,
           },
        .. from call in new[] { "open", "upload", "start", "finish", "delete" } select Disturbed($"{call}-answer-lost", call, Scripts.Lost(call)),
        .. from call in new[] { "open", "upload", "start", "finish", "read", "delete" }
           select Disturbed($"{call}-token-expired", call, Scripts.Fault(call, "expireToken")) with
           {
               Obstacle = path => call == "open" && path.OpensByKey ? "the call that opens the session carries no token" : null,
           },
        new("token-expires-throughout")
        {
            Script = Scripts.Faults(
                [.. from call in new[] { "upload", "start", "read", "delete" } select Scripts.Fault(call, "expireToken")]),
        },
        new("everything-fails-twice") { Script = Scripts.Faults(Scripts.Status("*", 503, 2)) },
        new("everything-resets-once") { Script = Scripts.Faults(Scripts.Fault("*", "reset")) },
        new("proxy-answers-once") { Script = Scripts.Faults(Scripts.Status("*", 502).With("html", true)) },
        new("chaos") { Script = Scripts.Faults(Scripts.Status("*", 503, null).With("probability", 0.1)) },
        new("open-down")
        {
            Script = Scripts.Faults(Scripts.Status("open", 503, null)),
            Call = "open",
            PersonComes = false,
            Expected = Ending.Failed,
            PaidStarts = 0,
        },
        new("open-refused")
        {
            Script = Scripts.Faults(Scripts.Status("open", 403, null)),
            Call = "open",
            PersonComes = false,
            Expected = Ending.Failed,
            PaidStarts = 0,
        },
        new("start-refused")
        {
            Script = Scripts.Faults(Scripts.Status("start", 403, null)),
            Disturbed = "start",
            Expected = Ending.Failed,
            PaidStarts = 0,
        },
        new("read-down-to-the-deadline")
        {
            Script = Scripts.Faults(Scripts.Status("read", 503, null)),
            ExpiresAfter = TimeSpan.FromSeconds(20),
            Expected = Ending.Expired,
            Obstacle = path => path.DecidesInLists ? "the decision is seen in a list, and its result is read until it can be" : null,
        },
        new("delete-fails-twice")
        {
            Script = Scripts.Faults(Scripts.Status("delete", 500, 2)),
            Disturbed = "delete",
        },
        new("delete-says-not-found") { Script = Scripts.Faults(Scripts.Status("delete", 404)), Disturbed = "delete" },
        new("delete-never-works")
        {
            Script = Scripts.Faults(Scripts.Status("delete", 500, null)),
            Disturbed = "delete",
            SessionStays = true,
        },
    ];

    /// <summary>Everything is kept, so that the calls for the provider's whole result are made too.</summary>
    private static ConformanceCase Disturbed(string name, string call, JsonObject fault) => new(name)
    {
        Script = Scripts.Faults(fault),
        Disturbed = call,
        Keep = call == "result" ? "full" : null,
        LosesOpening = call == "open" && (fault["kind"]!.ToString() is "truncate" or "oversize" || (bool?)fault["applied"] == true),
    };
}
