using System.Collections.Concurrent;
using Verification.Simulators.Calls;
using Verification.Simulators.Faults;

namespace Verification.Simulators.Scenarios;

/// <summary>A scenario as one session goes through it: counts what has happened so far.</summary>
/// <param name="scope">What probabilities are drawn from: the session's reference.</param>
/// <param name="sessionId">Null until there is a session.</param>
internal sealed class ScenarioRun(Scenario scenario, string scope, string? sessionId, int seed)
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public Scenario Scenario => scenario;

    public string Scope => scope;

    public string? SessionId => sessionId;

    public Fault? NextFault(Call call)
    {
        var attempt = Count(call.Name);
        return scenario.Faults.FirstOrDefault(fault => fault.Fires(call, attempt, scope, seed));
    }

    /// <summary>Why this image is refused this time, or null when it is good.</summary>
    /// <param name="image"><c>front</c>, <c>back</c> or <c>selfie</c>.</param>
    public string? NextRefusal(string image)
    {
        var attempt = Count($"image {image}");
        return scenario.Refusals.FirstOrDefault(refusal => refusal.Image == image && attempt <= refusal.First)?.Reason;
    }

    private int Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);
}
