using Verification.Core.Workflows;

namespace Verification.Core.Verifications;

/// <summary>Where a verification stands, for its client.</summary>
/// <param name="Provider">The provider that decided, or is being tried.</param>
/// <param name="SessionOpen">The session at the provider is open, so that a capture may begin.</param>
public sealed record VerificationSnapshot(
    VerificationRecord Record,
    VerificationStatus Status,
    Decision? Decision,
    IReadOnlyList<Code> Reasons,
    int Revision,
    string Provider,
    string? Reference,
    bool SessionOpen,
    Uri? CaptureUrl,
    bool HasToken,
    IReadOnlyList<AwaitedInput> Awaiting,
    DateTimeOffset UpdatedAt);
