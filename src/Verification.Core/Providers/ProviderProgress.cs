using Verification.Core.Verifications;

namespace Verification.Core.Providers;

public enum ProviderState
{
    /// <summary>The session exists; the verification has not begun.</summary>
    Pending,

    /// <summary>The provider is at work, or in a state that we do not know: never final.</summary>
    Processing,

    /// <summary>A decision stands.</summary>
    Decided,

    /// <summary>The provider gave up; <see cref="ProviderProgress.Reason"/> says why.</summary>
    Failed,

    /// <summary>The person gave up at the provider.</summary>
    Canceled,

    /// <summary>The provider no longer holds the session. That is not a decision.</summary>
    Gone,
}

/// <summary>Where a session stands at the provider.</summary>
/// <param name="Decision">Only with <see cref="ProviderState.Decided"/>.</param>
/// <param name="Reason">Only with <see cref="ProviderState.Failed"/>.</param>
/// <param name="Session">What this look taught about the session, to be kept in its place; null when nothing.</param>
public sealed record ProviderProgress(
    ProviderState State, Decision? Decision = null, Code? Reason = null, ProviderSession? Session = null);
