using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Verification.Api.Clients;

/// <summary>Finds the client of a key. Follows changes of configuration without a restart.</summary>
internal sealed class Authenticator : IDisposable
{
    private const Scopes DefaultScopes = Scopes.All & ~Scopes.Operator;

    private readonly IDisposable? _subscription;
    private (byte[] Digest, ApiClient Client)[] _keys;

    public Authenticator(IOptionsMonitor<ClientsOptions> options)
    {
        _keys = Read(options.CurrentValue);
        _subscription = options.OnChange(changed => _keys = Read(changed));
    }

    /// <summary>Compares with every key in constant time, so that the time taken tells nothing.</summary>
    public ApiClient? Find(string key)
    {
        var digest = ApiKey.DigestOf(key);
        ApiClient? found = null;
        foreach (var (known, client) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(known, digest) ? client : found;
        }

        return found;
    }

    public void Dispose() => _subscription?.Dispose();

    private static (byte[], ApiClient)[] Read(ClientsOptions clients) =>
    [
        .. clients.SelectMany(client => client.Value.Keys.Select(key => (Convert.FromHexString(key), ClientOf(client.Key, client.Value)))),
    ];

    private static ApiClient ClientOf(string name, ClientOptions options) =>
        new(name, ScopesOf(options), options.RequestsPerMinute, options.PaidStartsPerDay);

    private static Scopes ScopesOf(ClientOptions options) =>
        options.Scopes.Count == 0 ? DefaultScopes : options.Scopes.Aggregate(Scopes.None, (all, scope) => all | scope);
}
