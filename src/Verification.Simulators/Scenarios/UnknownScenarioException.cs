namespace Verification.Simulators.Scenarios;

internal sealed class UnknownScenarioException(string name, IEnumerable<string> known)
    : Exception($"There is no scenario '{name}'. Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
