using Verification.Core.Verifications;

namespace Verification.Core.Listing;

/// <summary>Which verifications to list; null leaves a property open.</summary>
/// <param name="From">Created at or after.</param>
/// <param name="To">Created before.</param>
public sealed record VerificationFilter(
    VerificationStatus? Status = null,
    Decision? Decision = null,
    string? Provider = null,
    string? Reference = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    public bool Matches(VerificationSnapshot snapshot) =>
        (Status is null || snapshot.Status == Status)
        && (Decision is null || snapshot.Decision == Decision)
        && (Provider is null || snapshot.Provider == Provider)
        && (Reference is null || snapshot.Reference == Reference);
}
