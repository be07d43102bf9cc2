namespace Verification.Simulators.Incode;

/// <summary>What the simulated Incode does where no document says it, and the account that it knows.</summary>
public sealed class IncodeOptions
{
    /// <summary>Stands for <c>https://demo-api.incodesmile.com</c>, and for the host of the hosted pages.</summary>
    public const string Prefix = "/incode-api";

    public string ApiKey { get; set; } = "simulated-api-key";

    public string ClientId { get; set; } = "simulated";

    /// <summary>The account's flow.</summary>
    public string ConfigurationId { get; set; } = "65fe00000000000000000001";

    /// <summary>True: a session needs a flow; the guides disagree.</summary>
    public bool RequireConfigurationId { get; set; } = true;

    public string ExecutiveEmail { get; set; } = "executive@simulated.example";

    public string ExecutivePassword { get; set; } = "simulated-password";

    public TimeSpan SessionTokenLifetime { get; set; } = TimeSpan.FromDays(90);

    public TimeSpan ExecutiveTokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A session's token used for another session.</summary>
    public int TokenMismatchStatus { get; set; } = 403;

    /// <summary>The HTTP status that comes with an error number of Incode's own.</summary>
    public int CustomCodeStatus { get; set; } = 400;

    /// <summary>False: error bodies with a number of Incode's own have no <c>message</c>, as seen in reality.</summary>
    public bool CustomCodeMessage { get; set; }

    /// <summary>A repeated <c>process/id</c> without new images: 200 does nothing and says success, any other is an error.</summary>
    public int ProcessTwiceStatus { get; set; } = 200;

    /// <summary>True: each finish-status notifies again.</summary>
    public bool FinishTwiceNotifies { get; set; }

    public int MaxRequestBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Of images in one answer; beyond it comes a 502.</summary>
    public int MaxAnswerBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>At least one side of an image, in pixels.</summary>
    public int MinImageSide { get; set; } = 1000;

    /// <summary>True: members that no document knows are refused by name.</summary>
    public bool RefuseUnknownMembers { get; set; } = true;

    /// <summary>After this a session that nobody completed is <c>EXPIRED</c>; a setting of the flow, null for never.</summary>
    public TimeSpan? ExpiresAfter { get; set; }

    public IncodeWebhookOptions Webhooks { get; set; } = new();
}

/// <summary>The onboarding-status webhook of the account.</summary>
public sealed class IncodeWebhookOptions
{
    /// <summary>Null: none is set up.</summary>
    public Uri? Url { get; set; }

    public string Header { get; set; } = "X-Incode-Secret";

    /// <summary>The value of the static custom header; null for no header.</summary>
    public string? Secret { get; set; }

    /// <summary>Where a token is fetched before each notification (OAuth 2.0 client credentials); null for no token.</summary>
    public Uri? TokenUrl { get; set; }

    public string TokenClientId { get; set; } = "incode";

    public string TokenClientSecret { get; set; } = "";

    /// <summary>True: the payload names <c>externalCustomerId</c>, too.</summary>
    public bool WithCustomerId { get; set; }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
