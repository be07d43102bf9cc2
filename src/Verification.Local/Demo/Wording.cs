using System.Globalization;
using System.Text.Json.Nodes;

namespace Verification.Local.Demo;

/// <summary>How the demo says things, on a terminal and elsewhere.</summary>
internal static class Wording
{
    public static string Title(DemoOptions options) => $"{options.Provider} (simulated), scenario {options.Scenario}";

    public static string Time(TimeSpan at) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(at.TotalSeconds, 0),6:0.00} s");

    public static string Actor(DemoActor actor) => actor switch
    {
        DemoActor.Client => "app",
        DemoActor.Provider => "provider",
        _ => "service",
    };

    public static string Status(string status) => status switch
    {
        "pending" => "a session is being opened",
        "awaitingInput" => "pictures are awaited",
        "processing" => "the provider is at work",
        _ => "cleaning up",
    };

    public static string Outcome(DemoReport report) => report.Decision ?? report.Status;

    /// <summary>What is worth knowing at the end, by label.</summary>
    public static IEnumerable<(string Label, string Text)> Summary(DemoReport report)
    {
        if (report.Result?["person"] is JsonObject person)
        {
            yield return ("person", Join(", ", Join(" ", person["firstName"], person["lastName"]), Prefix("born ", person["dateOfBirth"])));
        }

        if (report.Result?["document"] is JsonObject document)
        {
            yield return ("document", Join(", ", Join(" ", document["type"], document["number"]),
                Prefix("issued by ", document["issuingCountry"]), Prefix("valid until ", document["dateOfExpiry"])));
        }

        if (report.Reasons.Count > 0)
        {
            yield return ("reasons", string.Join(", ", report.Reasons));
        }

        var simulator = report.Simulator;
        yield return ("provider",
            $"{Count(simulator.SessionsOpened, "session")} opened, {simulator.VerificationsStarted} paid for, "
            + $"{simulator.SessionsDeleted} deleted, {simulator.SessionsOpen} left open");
        if (report.ResultPath is { } path)
        {
            yield return ("result", Short(path));
        }
    }

    private static string Short(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string? Prefix(string prefix, JsonNode? value) => value is null ? null : prefix + value;

    private static string Join(string separator, params object?[] parts) =>
        string.Join(separator, parts.Where(part => part?.ToString() is { Length: > 0 }));
}
