using Verification.Core.Providers;

namespace Verification.Core.Sessions;

/// <summary>
/// What is known of the session of one attempt. Written before the first call (an intent, with no session), after each call that
/// created something, and when all is open.
/// </summary>
/// <param name="LookFrom">Of an intent: from when on a search at the provider finds what its call may have opened.</param>
/// <param name="Doubtful">
/// An earlier opening was answered to nobody and its session was not found, so there may be one more than this; it is looked for again
/// when this one is closed.
/// </param>
public sealed record SessionState(
    string Provider, ProviderSession? Session, bool Opened, DateTimeOffset? LookFrom = null, bool Doubtful = false);
