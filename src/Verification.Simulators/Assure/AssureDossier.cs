using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Assure;

/// <summary>One dossier as the simulator holds it; guarded by the lock of <see cref="AssureState"/>.</summary>
internal sealed class AssureDossier(string id, string? reference, ScenarioRun run, DateTimeOffset now)
{
    public string Id => id;

    public string? Reference => reference;

    public ScenarioRun Run => run;

    public DateTimeOffset CreatedAt { get; } = now;

    public DateTimeOffset UpdatedAt { get; set; } = now;

    public List<AssureProcess> Processes { get; } = [];
}
