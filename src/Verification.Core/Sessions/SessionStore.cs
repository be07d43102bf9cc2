using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Sessions;

/// <summary>
/// Sessions at providers: the sealed state in <c>secrets/{id}/{attempt}</c> and, for look-up by session key,
/// <c>sessions/{family}/{digest of the key}</c>. A link is there exactly as long as the session is open.
/// </summary>
public sealed class SessionStore(IObjectStore objects, ISealedStore store)
{
    public Task<SessionState?> FindAsync(VerificationId id, int attempt, CancellationToken cancellationToken) =>
        store.GetJsonAsync<SessionState>(id, StatePath(id, attempt), cancellationToken);

    /// <summary>The session of an attempt that was opened.</summary>
    /// <exception cref="StoreException">None was opened.</exception>
    public async Task<ProviderSession> GetAsync(VerificationId id, int attempt, CancellationToken cancellationToken) =>
        (await FindAsync(id, attempt, cancellationToken))?.Session ?? throw new StoreException($"{id} has no session {attempt}.");

    public Task PutAsync(VerificationId id, int attempt, SessionState state, CancellationToken cancellationToken) =>
        store.PutJsonAsync(id, StatePath(id, attempt), state, cancellationToken);

    /// <summary>Takes back an intent whose call certainly opened nothing.</summary>
    public Task ForgetIntentAsync(VerificationId id, int attempt, CancellationToken cancellationToken) =>
        store.DeleteAsync(StatePath(id, attempt), cancellationToken);

    /// <summary>Makes the session findable by its key. The first link of a key stays.</summary>
    public Task LinkAsync(string family, string sessionKey, SessionLink link, CancellationToken cancellationToken) =>
        objects.TryCreateJsonAsync(LinkPath(family, sessionKey), link, cancellationToken);

    /// <summary>
    /// Stores what an open session has become. A new key is linked before the state names it and the former one is forgotten after, so
    /// that the session can be found at every moment.
    /// </summary>
    public async Task ReplaceAsync(
        SessionLink link, string family, ProviderSession former, ProviderSession session, CancellationToken cancellationToken)
    {
        await LinkAsync(family, session.Key, link, cancellationToken);
        var state = await FindAsync(link.Verification, link.Attempt, cancellationToken) ?? new SessionState(link.Provider, former, Opened: true);
        await PutAsync(link.Verification, link.Attempt, state with { Session = session, Opened = true }, cancellationToken);
        if (session.Key != former.Key)
        {
            await objects.DeleteAsync(LinkPath(family, former.Key), cancellationToken);
        }
    }

    public Task<SessionLink?> FindLinkByDigestAsync(string family, string sessionDigest, CancellationToken cancellationToken) =>
        FindLinkAsync($"sessions/{family}/{sessionDigest}", cancellationToken);

    public async Task<SessionLink?> FindLinkAsync(string path, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<SessionLink>(path, cancellationToken))?.Value;

    public Task<bool> RemoveLinkAsync(string path, CancellationToken cancellationToken) => objects.DeleteAsync(path, cancellationToken);

    /// <summary>
    /// Has the next attempt go on in the session of this one. Whose session it is says the link, which is never missing; run again after
    /// a crash it comes to the same.
    /// </summary>
    /// <param name="next">The next attempt, and its provider.</param>
    public async Task HandOverAsync(SessionLink next, string family, SessionState state, CancellationToken cancellationToken)
    {
        var (id, session) = (next.Verification, state.Session!);
        if (await FindAsync(id, next.Attempt, cancellationToken) is null)
        {
            var goesOn = new SessionState(next.Provider, new ProviderSession(session.Key), Opened: false);
            await PutAsync(id, next.Attempt, goesOn, cancellationToken);
        }

        await objects.PutJsonAsync(LinkPath(family, session.Key), next, cancellationToken);
        await PutAsync(id, next.Attempt - 1, state with { Session = session with { HandedOver = true } }, cancellationToken);
    }

    /// <summary>Forgets a session that is closed.</summary>
    public async Task ForgetAsync(
        VerificationId id, int attempt, string family, ProviderSession session, CancellationToken cancellationToken)
    {
        if (!session.HandedOver)
        {
            await objects.DeleteAsync(LinkPath(family, session.Key), cancellationToken);
        }

        await store.DeleteAsync(StatePath(id, attempt), cancellationToken);
    }

    /// <summary>The paths of all links: of the sessions that are still open, and of former keys that a crash left.</summary>
    /// <param name="after">Leaves out this one and all before it.</param>
    public IAsyncEnumerable<string> ListLinksAsync(string? after, CancellationToken cancellationToken) =>
        objects.ListAsync("sessions/", after, cancellationToken);

    /// <summary>Deletes the sealed state of all attempts.</summary>
    public Task DeleteStatesAsync(VerificationId id, CancellationToken cancellationToken) =>
        store.DeleteAllAsync($"secrets/{id}/", cancellationToken);

    private static string StatePath(VerificationId id, int attempt) => $"secrets/{id}/{attempt}";

    private static string LinkPath(string family, string sessionKey) => $"sessions/{family}/{Digest.Of(sessionKey)}";
}
