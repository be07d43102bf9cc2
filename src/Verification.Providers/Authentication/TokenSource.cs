using Verification.Core.Providers;

namespace Verification.Providers.Authentication;

/// <summary>
/// Keeps one access token: cached, renewed before it expires, by one call however many wait for it. A caller that gives up does not
/// take the renewal with it.
/// </summary>
internal sealed class TokenSource(Func<CancellationToken, Task<AccessToken>> fetch, TimeSpan timeout, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<AccessToken>? _current;

    /// <exception cref="ProviderException">The token endpoint cannot be reached or refuses; nothing else was called.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        Task<AccessToken> current;
        lock (_lock)
        {
            current = _current is { } known && IsUsable(known) ? known : _current = RenewAsync();
        }

        return (await current.WaitAsync(cancellationToken)).Value;
    }

    /// <summary>The provider no longer takes this token. One that was renewed meanwhile stays.</summary>
    public void Discard(string token)
    {
        lock (_lock)
        {
            if (_current is { IsCompletedSuccessfully: true } known && known.Result.Value == token)
            {
                _current = null;
            }
        }
    }

    private bool IsUsable(Task<AccessToken> token) =>
        !token.IsCompleted || (token.IsCompletedSuccessfully && time.GetUtcNow() < token.Result.RenewAt);

    private async Task<AccessToken> RenewAsync()
    {
        using var giveUp = new CancellationTokenSource(timeout, time);
        try
        {
            return await fetch(giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            throw new ProviderException(
                ProviderErrorKind.Transient, "provider.timeout", "The token endpoint did not answer in time.", mayHaveTakenEffect: false);
        }
    }
}
