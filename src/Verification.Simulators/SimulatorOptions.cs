namespace Verification.Simulators;

/// <summary>Settings that all simulated providers share.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The scenario of sessions whose reference names none, and of calls that belong to no session.</summary>
    public string DefaultScenario { get; set; } = "accepted";

    /// <summary>The largest request body that is read, in bytes; a larger one is answered 413.</summary>
    public int MaxRequestBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Added to what the scenarios' probabilities are drawn from, so that another run of the same references differs.</summary>
    public int Seed { get; set; }
}
