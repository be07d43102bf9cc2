namespace Verification.Api.Clients;

/// <summary>
/// Settings under <c>Clients:{name}</c>: one client app. Its name, 1 to 64 of <c>a-z 0-9 -</c>, owns its verifications; it must never
/// be given to another.
/// </summary>
public sealed class ClientOptions
{
    public const string Section = "Clients";

    /// <summary>Digests of the keys that are live: SHA-256 in hex. Two at a time allow a change of keys without a pause.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>What the keys allow; by default everything but <see cref="Scopes.Operator"/>.</summary>
    public IList<Scopes> Scopes { get; } = [];
}

/// <summary>All clients by name.</summary>
public sealed class ClientsOptions : Dictionary<string, ClientOptions>;
