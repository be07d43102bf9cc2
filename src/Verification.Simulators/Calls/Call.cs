namespace Verification.Simulators.Calls;

/// <summary>One operation of a provider's API.</summary>
/// <param name="Name">For example <c>assure.createProcess</c>.</param>
internal sealed record Call(string Name, CallKind Kind);
