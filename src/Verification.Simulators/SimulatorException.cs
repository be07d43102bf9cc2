using Verification.Simulators.Calls;

namespace Verification.Simulators;

/// <summary>Thrown where a simulator refuses a call; the pipeline answers with what it stands for.</summary>
internal abstract class SimulatorException(string message) : Exception(message)
{
    public abstract IResult ToResult(CallContext call);
}
