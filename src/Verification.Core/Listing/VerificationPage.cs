using Verification.Core.Verifications;

namespace Verification.Core.Listing;

/// <param name="Last">Where the next page goes on, or null when there is nothing more.</param>
public sealed record VerificationPage(IReadOnlyList<VerificationSnapshot> Items, VerificationId? Last);
