using Verification.Simulators.Calls;

namespace Verification.Simulators.Passbase;

/// <summary>A refusal. The shape of error bodies is not documented; the official client takes them for text.</summary>
internal sealed class PassbaseError(int status, string message) : SimulatorException(message)
{
    public static PassbaseError NotFound(string what) => new(StatusCodes.Status404NotFound, $"{what} not found");

    public override IResult ToResult(CallContext call) => Results.Text($"{Message}\n", "text/plain", statusCode: status);
}
