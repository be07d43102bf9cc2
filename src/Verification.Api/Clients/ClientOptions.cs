using System.Text.RegularExpressions;

namespace Verification.Api.Clients;

/// <summary>
/// Settings under <c>Clients:{name}</c>: one client app. Its name, 1 to 64 of <c>a-z 0-9 -</c>, owns its verifications; it must never
/// be given to another.
/// </summary>
public sealed partial class ClientOptions
{
    public const string Section = "Clients";

    /// <summary>Digests of the keys that are live: SHA-256 in hex. Two at a time allow a change of keys without a pause.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>What the keys allow; by default everything but <see cref="Scopes.Operator"/>.</summary>
    public IList<Scopes> Scopes { get; } = [];

    /// <summary>Requests a minute on each instance; 0 for no limit.</summary>
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Verifications that may be started on one day (UTC) over all instances; null for no limit.</summary>
    public int? PaidStartsPerDay { get; set; }

    /// <summary>Can a client be called so?</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

/// <summary>All clients by name.</summary>
public sealed class ClientsOptions : Dictionary<string, ClientOptions>;
