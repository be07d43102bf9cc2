using Verification.Simulators.Calls;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators;

/// <summary>One simulated provider. Add one by a folder with the same files as <c>Assure/</c> and a line in <c>AddSimulators</c>.</summary>
internal interface ISimulator
{
    /// <summary>The provider's name in the ledger and before the dot in a fault's <c>call</c>, for example <c>assure</c>.</summary>
    string Name { get; }

    /// <summary>The path that stands for the provider's host, for example <c>/assure-api</c> for <c>https://api.signicat.com</c>.</summary>
    string Prefix { get; }

    void Map(SimulatorRoutes routes);

    /// <summary>
    /// Whose script this call follows: the session's where the call names one, the opening run of its reference where it is about to
    /// open one, else the run of everything that belongs to no session.
    /// </summary>
    ScenarioRun FindRun(CallContext call);

    /// <summary>An error in the provider's own shape.</summary>
    IResult Error(CallContext call, int status, string detail);

    /// <summary>Makes the token that came with this call invalid, as if its time had run out.</summary>
    void ExpireToken(CallContext call);

    /// <summary>Forgets all sessions and tokens.</summary>
    void Reset();
}
