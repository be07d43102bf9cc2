using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Providers.Authentication;

namespace Verification.Providers.Incode;

/// <summary>
/// The two kinds of tokens that go into the same header: of a session, for its own calls, and of an executive, for the back office.
/// One that is no longer taken is renewed once; a second refusal stands.
/// </summary>
internal sealed class IncodeTokens(IncodeClient client, IOptionsMonitor<IncodeOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, string> _renewed = new(StringComparer.Ordinal);
    private readonly TokenSource _executive = new(
        async cancellationToken =>
        {
            var lifetime = options.CurrentValue.ExecutiveTokenLifetime;
            var renewAt = time.GetUtcNow() + (lifetime * 0.9);
            return new AccessToken(await client.LogInAsync(cancellationToken), renewAt);
        },
        options.CurrentValue.Resilience.TotalTimeout,
        time);

    /// <summary>Makes a call of a session; when its token has run out, the session is opened again for a new one.</summary>
    public async Task<T> ForSessionAsync<T>(ProviderSession session, Func<string, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(_renewed.GetValueOrDefault(session.Key, session.Token ?? ""));
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Unauthorized)
        {
            var reopened = await client.ReopenAsync(session.Key, IncodeSession.Flow(session), cancellationToken);
            if (reopened.Id != session.Key)
            {
                // It did not know the session, and opened one that nobody will ever use.
                throw new ProviderException(
                    ProviderErrorKind.NotFound,
                    "provider.notFound",
                    "POST /omni/start opened another session than the one that was named.",
                    mayHaveTakenEffect: false);
            }

            _renewed[session.Key] = reopened.Token;
            return await call(reopened.Token);
        }
    }

    public Task ForSessionAsync(ProviderSession session, Func<string, Task> call, CancellationToken cancellationToken) =>
        ForSessionAsync(session, token => Done(call(token)), cancellationToken);

    public async Task<T> ForExecutiveAsync<T>(Func<string, Task<T>> call, CancellationToken cancellationToken)
    {
        var token = await _executive.GetAsync(cancellationToken);
        try
        {
            return await call(token);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Unauthorized)
        {
            _executive.Discard(token);
            return await call(await _executive.GetAsync(cancellationToken));
        }
    }

    public Task ForExecutiveAsync(Func<string, Task> call, CancellationToken cancellationToken) =>
        ForExecutiveAsync(token => Done(call(token)), cancellationToken);

    /// <summary>The session is over.</summary>
    public void Forget(ProviderSession session) => _renewed.TryRemove(session.Key, out _);

    private static async Task<bool> Done(Task call)
    {
        await call;
        return true;
    }
}
