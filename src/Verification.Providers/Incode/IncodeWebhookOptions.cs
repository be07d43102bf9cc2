namespace Verification.Providers.Incode;

/// <summary>
/// How Incode shows that a notification is its own: by a header of a fixed secret, by a token that it fetches from
/// <c>POST /api/webhooks/incode/token</c> (OAuth 2.0 client credentials), or both. Either is enough. There is no signature.
/// </summary>
public sealed class IncodeWebhookOptions
{
    /// <summary>The custom header that is set in the dashboard.</summary>
    public string Header { get; set; } = "X-Incode-Secret";

    /// <summary>What the header may hold, each at least 32 characters; all are accepted, so that they can be rotated.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>The client that Incode calls the token endpoint as.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secrets, each at least 32 characters. Tokens are signed with the one that was shown.</summary>
    public IList<string> ClientSecrets { get; } = [];

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Takes notifications although nothing above is set. One only makes us read the session again, so a forged one decides nothing,
    /// but anybody could make us read.
    /// </summary>
    public bool AllowUnsigned { get; set; }
}
