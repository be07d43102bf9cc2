using System.Text.Json;
using Verification.Simulators.Calls;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;
using Verification.Simulators.Webhooks;

namespace Verification.Simulators.Control;

/// <summary>The control API that tests, the demo and people use; no provider has anything like it.</summary>
internal static class ControlEndpoints
{
    private static readonly string[] Paths = ["GET /_sim/ledger", "GET /_sim/scenarios", "POST /_sim/scenarios", "POST /_sim/reset"];

    public static void MapControl(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (IEnumerable<ISimulator> simulators) => Results.Ok(new
        {
            providers = simulators.ToDictionary(simulator => simulator.Name, simulator => simulator.Prefix),
            control = Paths,
        }));
        endpoints.MapGet("/ledger", (SimulatorLedger ledger) => Results.Ok(ledger.Report()));
        endpoints.MapGet("/scenarios", (ScenarioCatalog catalog) => Results.Ok(List(catalog)));
        endpoints.MapPost("/scenarios", ChangeAsync);
        endpoints.MapPost("/reset", Reset);
    }

    private static object List(ScenarioCatalog catalog) => new
    {
        @default = catalog.Default.Name,
        scenarios = catalog.All.Select(scenario => new { name = scenario.Name, description = scenario.Description }),
    };

    /// <summary>Uploads a scenario, sets the default, or both at once.</summary>
    private static async Task<IResult> ChangeAsync(HttpContext http, ScenarioCatalog catalog, ScenarioRuns runs)
    {
        try
        {
            var body = await RequestBody.ReadAsync(http, 1024 * 1024) ?? throw new FormatException("The body is too large.");
            var change = JsonSerializer.Deserialize<ScenarioChange>(body.Span, ScenarioChange.Options)
                ?? throw new FormatException("The body is null.");
            change.Apply(catalog);
            runs.Reset();
            return Results.Ok(List(catalog));
        }
        catch (Exception wrong) when (wrong is FormatException or UnknownScenarioException or JsonException)
        {
            return Results.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest, title: "Scenario refused");
        }
    }

    private static IResult Reset(
        IEnumerable<ISimulator> simulators, Scheduler scheduler, WebhookSender sender, ScenarioCatalog catalog, ScenarioRuns runs,
        SimulatorLedger ledger)
    {
        scheduler.Clear();
        sender.Reset();
        foreach (var simulator in simulators)
        {
            simulator.Reset();
        }

        catalog.Reset();
        runs.Reset();
        ledger.Reset();
        return Results.NoContent();
    }
}
