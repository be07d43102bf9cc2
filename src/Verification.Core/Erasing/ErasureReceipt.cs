using Verification.Core.Verifications;

namespace Verification.Core.Erasing;

/// <summary>
/// Says what was erased and how it is known, in <c>receipts/{id}</c>. It holds codes and times only; <paramref name="TimelineHead"/>
/// pins the timeline that shows the steps.
/// </summary>
/// <param name="KeyDestroyed">The key that sealed everything personal no longer exists, so that copies in backups are unreadable too.</param>
public sealed record ErasureReceipt(
    VerificationId Id,
    DateTimeOffset RequestedAt,
    DateTimeOffset CompletedAt,
    bool KeyDestroyed,
    IReadOnlyList<SessionErasure> Sessions,
    string TimelineHead);

/// <summary>What became of one session at a provider.</summary>
/// <param name="Outcome"><c>session.deleted</c>, <c>session.kept</c> where the provider offers no deletion, or <c>session.left</c> where
/// it could not be reached in time, or nobody learned of what an opening made and no call finds it.</param>
public sealed record SessionErasure(string Provider, Code Outcome);
