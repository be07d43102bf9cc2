using Verification.Core.Providers;

namespace Verification.Core.Sessions;

/// <summary>
/// What is known of the session of one attempt. Written before the first call (an intent, with no session), after each call that
/// created something, and when all is open.
/// </summary>
public sealed record SessionState(string Provider, ProviderSession? Session, bool Opened);
