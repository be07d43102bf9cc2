using Verification.Providers.Resilience;

namespace Verification.Providers.Incode;

/// <summary>Settings under <c>Providers:Incode</c>. Demo and production are two hosts with accounts of their own.</summary>
public sealed class IncodeOptions
{
    public const string Section = "Providers:Incode";

    /// <summary>Production; the demo host is <c>https://demo-api.incodesmile.com/</c>. Without <c>/0</c> at its end.</summary>
    public Uri BaseUrl { get; set; } = new("https://saas-api.incodesmile.com/");

    public string ApiKey { get; set; } = "";

    /// <summary>The flow that sessions run, from the dashboard; a request may name another one.</summary>
    public string ConfigurationId { get; set; } = "";

    /// <summary><c>ALL</c> by default; documents of Brazil are always sent as <c>BRA</c>.</summary>
    public string CountryCode { get; set; } = "ALL";

    /// <summary>The account's name, which the hosted page is asked for by; not every account needs it.</summary>
    public string? ClientId { get; set; }

    /// <summary>An executive of the account. Incode deletes and approves for nobody else; without one sessions are kept there.</summary>
    public string? ExecutiveEmail { get; set; }

    public string? ExecutivePassword { get; set; }

    /// <summary>Executive tokens are valid for 24 hours unless the account says otherwise.</summary>
    public TimeSpan ExecutiveTokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Finish the session by a call after an upload. Off: the flow itself marks the session completed.</summary>
    public bool CallsFinishStatus { get; set; } = true;

    /// <summary>Incode's samples disagree: <c>GET</c>, and <c>POST</c> in newer ones.</summary>
    public string FinishMethod { get; set; } = "GET";

    /// <summary>Approve accepted sessions, which makes the person a customer of the account whose face is known from then on.</summary>
    public bool ApproveAccepted { get; set; }

    /// <summary>How long a session that needs review is kept for a person at Incode to decide; zero for not at all.</summary>
    public TimeSpan ReviewWindow { get; set; } = TimeSpan.FromDays(3);

    public IncodeQualityOptions Quality { get; } = new();

    public IncodeWebhookOptions Webhooks { get; } = new();

    /// <summary>A simulator answers at <see cref="BaseUrl"/>; verifications are marked as simulated.</summary>
    public bool Simulated { get; set; }

    public ResilienceOptions Resilience { get; } = new();

    public bool HasExecutive => !string.IsNullOrWhiteSpace(ExecutiveEmail) && !string.IsNullOrWhiteSpace(ExecutivePassword);
}
