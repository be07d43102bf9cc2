using Verification.Core.Workflows;

namespace Verification.Core.Verifications;

/// <summary>How a verification ended. A changed decision inside the review window replaces it with a higher revision.</summary>
/// <param name="Status">A final status.</param>
/// <param name="Decision">Only with <see cref="VerificationStatus.Completed"/>.</param>
/// <param name="Reasons">Codes that say why, most important first.</param>
/// <param name="Provider">The provider that decided, or was tried last.</param>
/// <param name="Revision">1 for the first outcome, then counting up.</param>
/// <param name="At">When it was decided.</param>
public sealed record VerificationOutcome(
    VerificationStatus Status,
    Decision? Decision,
    IReadOnlyList<Code> Reasons,
    Code Provider,
    int Revision,
    DateTimeOffset At) : IWorkflowMessage;
