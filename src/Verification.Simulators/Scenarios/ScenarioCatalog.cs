using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Scenarios;

/// <summary>All scenarios by name: those that came with the simulators and those uploaded since.</summary>
internal sealed partial class ScenarioCatalog(IOptions<SimulatorOptions> options)
{
    private readonly ConcurrentDictionary<string, Scenario> _scenarios = new(StringComparer.Ordinal);
    private IReadOnlyCollection<Call> _calls = [];
    private string _default = "";

    public Scenario Default => Find(_default);

    public IEnumerable<Scenario> All => _scenarios.Values.OrderBy(scenario => scenario.Name, StringComparer.Ordinal);

    /// <summary>Takes in what came with the simulators; a mistake in any of it stops the start.</summary>
    /// <param name="calls">What faults may name.</param>
    public void Load(IReadOnlyCollection<Call> calls)
    {
        _calls = calls;
        _scenarios.Clear();
        foreach (var name in BuiltInScenarios.Names)
        {
            _scenarios[name] = Check(ScenarioJson.Read(name, BuiltInScenarios.Read(name)));
        }

        SetDefault(options.Value.DefaultScenario);
    }

    /// <summary>Back to what came with the simulators.</summary>
    public void Reset() => Load(_calls);

    /// <exception cref="UnknownScenarioException"/>
    public void SetDefault(string name) => _default = Find(name).Name;

    /// <exception cref="FormatException">It is not a valid scenario.</exception>
    public void Add(string name, ReadOnlySpan<byte> json)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new FormatException("A scenario's name is made of lower-case letters, digits and hyphens, at most 64.");
        }

        _scenarios[name] = Check(ScenarioJson.Read(name, json));
    }

    /// <exception cref="UnknownScenarioException"/>
    public Scenario Find(string name) =>
        _scenarios.TryGetValue(name, out var scenario) ? scenario : throw new UnknownScenarioException(name, _scenarios.Keys);

    /// <summary>The scenario named by a word <c>scenario:NAME</c> of the reference, else the default.</summary>
    /// <exception cref="UnknownScenarioException"/>
    public Scenario ForReference(string? reference) =>
        reference is not null && ReferencePattern().Match(reference) is { Success: true } match ? Find(match.Groups[1].Value) : Default;

    private Scenario Check(Scenario scenario)
    {
        var problem = scenario switch
        {
            { Description: "" } => "needs a description",
            { FailReason: not null, Outcome: not Outcome.Failed } => "has a 'failReason', which belongs to the outcome 'failed'",
            { Webhooks.Copies: < 0 or > 100 } => "has 'copies' that are not from 0 to 100",
            _ when scenario.Refusals.Any(refusal => refusal.Image is not ("front" or "back" or "selfie") || refusal.First < 1)
                => "has a refusal whose image is not front, back or selfie or whose 'first' is below 1",
            _ => scenario.Faults.Select(fault => fault.Problem(_calls)).FirstOrDefault(text => text is not null) is { } fault
                ? $"has a fault that {fault}"
                : null,
        };
        return problem is null ? scenario : throw new FormatException($"Scenario '{scenario.Name}' {problem}.");
    }

    [GeneratedRegex(@"(?<!\S)scenario:(\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
