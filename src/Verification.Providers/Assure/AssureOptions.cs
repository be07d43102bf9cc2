using Verification.Providers.Resilience;

namespace Verification.Providers.Assure;

/// <summary>
/// Settings under <c>Providers:Assure</c>. The defaults are those of Signicat's new platform; for the enterprise platform set
/// <see cref="BaseUrl"/>, <see cref="TokenUrl"/> and <see cref="Scope"/> (docs/providers/assure.md).
/// </summary>
public sealed class AssureOptions
{
    public const string Section = "Providers:Assure";

    public Uri BaseUrl { get; set; } = new("https://api.signicat.com/assure/");

    public Uri TokenUrl { get; set; } = new("https://api.signicat.com/auth/open/connect/token");

    public string Scope { get; set; } = "signicat-api";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>Aliases of the providers behind Assure that the account has; empty: all that are known here.</summary>
    public IList<string> Providers { get; } = [];

    /// <summary>
    /// Secrets of the <c>authorizationHeader</c> of callbacks, each at least 32 characters. The first one signs, all are accepted, so
    /// that they can be rotated. Without one no callbacks are asked for.
    /// </summary>
    public IList<string> CallbackSecrets { get; } = [];

    public AssureEventOptions Events { get; } = new();

    /// <summary>How long a list of document types is kept.</summary>
    public TimeSpan DocumentTypesLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How long after a process is complete its full result is waited for, where that follows later (WebID); the decision waits as long,
    /// when the whole result is to be kept.
    /// </summary>
    public TimeSpan ArchivePatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a new dossier may be missing from the list of dossiers.</summary>
    public TimeSpan SearchLag { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A simulator answers at <see cref="BaseUrl"/>; verifications are marked as simulated.</summary>
    public bool Simulated { get; set; }

    public ResilienceOptions Resilience { get; } = new();
}
