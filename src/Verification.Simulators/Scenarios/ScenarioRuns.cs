using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Verification.Simulators.Scenarios;

/// <summary>Gives every session its run, and keeps the runs of calls that come before or without one.</summary>
internal sealed class ScenarioRuns(ScenarioCatalog catalog, IOptions<SimulatorOptions> options)
{
    private readonly ConcurrentDictionary<string, ScenarioRun> _opening = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ScenarioRun> _general = new(StringComparer.Ordinal);

    /// <summary>The run of calls that are to open a session for this reference; its counts outlive a lost answer.</summary>
    /// <exception cref="UnknownScenarioException"/>
    public ScenarioRun Opening(string? reference)
    {
        var scenario = catalog.ForReference(reference);
        return _opening.GetOrAdd($"{scenario.Name}|{reference}", _ => Start(scenario, reference ?? "", null));
    }

    /// <summary>The run of a session just opened.</summary>
    public ScenarioRun Session(string? reference, string sessionId) =>
        Start(catalog.ForReference(reference), reference ?? sessionId, sessionId);

    /// <summary>The run of calls that belong to no session, such as fetching a token: always the default scenario.</summary>
    public ScenarioRun General()
    {
        var scenario = catalog.Default;
        return _general.GetOrAdd(scenario.Name, _ => Start(scenario, "", null));
    }

    public void Reset()
    {
        _opening.Clear();
        _general.Clear();
    }

    private ScenarioRun Start(Scenario scenario, string scope, string? sessionId) =>
        new(scenario, scope, sessionId, options.Value.Seed);
}
