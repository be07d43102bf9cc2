using Verification.Providers.Resilience;

namespace Verification.Providers.Passbase;

/// <summary>Settings under <c>Providers:Passbase</c> (docs/providers/passbase.md).</summary>
public sealed class PassbaseOptions
{
    public const string Section = "Providers:Passbase";

    /// <summary>Only version 2 of the API gives metadata back, without which no identity can be bound to a verification.</summary>
    public Uri BaseUrl { get; set; } = new("https://api.passbase.com/verification/v2/");

    /// <summary>Where web links lead; the project's slug follows.</summary>
    public Uri LinkUrl { get; set; } = new("https://verify.passbase.com/");

    /// <summary>For the server's calls.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>For the client's widget; handed out by <c>GET /session</c>.</summary>
    public string PublishableKey { get; set; } = "";

    /// <summary>The project's name in web links; empty: read from the project's settings.</summary>
    public string Slug { get; set; } = "";

    /// <summary>
    /// The private RSA key whose public half is uploaded to the project, as PEM or as base64 of its PKCS#8 form; Passbase's guide makes
    /// it 4096 bits.
    /// </summary>
    public string MetadataKey { get; set; } = "";

    public PassbaseWebhookOptions Webhooks { get; } = new();

    /// <summary>How long after a decision Passbase may still change it and the result is followed.</summary>
    public TimeSpan ReviewWindow { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How many pages of identities are looked through for one that no submit and no notification named. The order of the list is not
    /// documented, so what lies beyond is only found by its key.
    /// </summary>
    public int SearchPages { get; set; } = 10;

    /// <summary>Stores the captured images and videos as an archive for clients that keep everything; the project needs Passbase's
    /// special authorisation.</summary>
    public bool ArchiveFiles { get; set; }

    /// <summary>A simulator answers at <see cref="BaseUrl"/>; verifications are marked as simulated.</summary>
    public bool Simulated { get; set; }

    public ResilienceOptions Resilience { get; } = new();
}

/// <summary>How notifications are checked.</summary>
public sealed class PassbaseWebhookOptions
{
    /// <summary>
    /// Webhook secrets of the project, each 32 bytes long; all are tried, so that they can be rotated. With one, notifications that are
    /// not encrypted are refused.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>
    /// Takes notifications in plain text where no secret is set. One only makes us read the identity, so a forged one decides nothing,
    /// but anybody could make us read.
    /// </summary>
    public bool AllowPlain { get; set; }

    /// <summary>How long the identity that a notification names is looked up before the notification is answered.</summary>
    public TimeSpan LookupTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
