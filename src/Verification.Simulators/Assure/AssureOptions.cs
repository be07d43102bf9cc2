namespace Verification.Simulators.Assure;

/// <summary>What the simulated Assure does where no document says it, and the account that it knows.</summary>
public sealed class AssureOptions
{
    /// <summary>Stands for <c>https://api.signicat.com</c>, and for <c>https://id.signicat.com</c> of the enterprise platform.</summary>
    public const string Prefix = "/assure-api";

    public string ClientId { get; set; } = "sandbox-simulated-client-1";

    public string ClientSecret { get; set; } = "simulated-client-secret";

    /// <summary>600 s by default at Signicat too; from 1 to 3600 s there.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(600);

    public int BadClientStatus { get; set; } = 401;

    public int BadTokenStatus { get; set; } = 401;

    /// <summary>Documented by a sample only, and odd: 400, not 401.</summary>
    public int MalformedAuthorizationStatus { get; set; } = 400;

    public int CreateStatus { get; set; } = 201;

    public int ImagesStatus { get; set; } = 200;

    public int StartStatus { get; set; } = 200;

    public int CaptureStatus { get; set; } = 200;

    public int DeleteStatus { get; set; } = 204;

    /// <summary>Start verification while images are missing, or without Onfido's location.</summary>
    public int StartTooEarlyStatus { get; set; } = 400;

    /// <summary>Start verification of a process that is no longer pending.</summary>
    public int StartTwiceStatus { get; set; } = 409;

    /// <summary>Set images once the process is no longer pending.</summary>
    public int UploadAfterStartStatus { get; set; } = 409;

    public string ErrorMediaType { get; set; } = "application/json";

    public int MaxImageBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>In pixels.</summary>
    public int MaxImageSide { get; set; } = 10_000;

    /// <summary>True: the back of a two-sided document must be there before the verification is started.</summary>
    public bool RequireBack { get; set; } = true;

    /// <summary>True: members that no document knows are refused by name.</summary>
    public bool RefuseUnknownMembers { get; set; } = true;

    /// <summary>True: dossiers come back with the reference that they were created with.</summary>
    public bool EchoExternalReference { get; set; } = true;

    /// <summary>How many dossiers the list shows, newest first; null for all.</summary>
    public int? ListLimit { get; set; }

    /// <summary>True: Get image answers a data URL in JSON. False: the image's bytes.</summary>
    public bool ImagesAsDataUrls { get; set; }

    /// <summary>True: only accepted processes can be downloaded, as the older text has it. False: all finished ones.</summary>
    public bool DownloadAcceptedOnly { get; set; }

    /// <summary>How long after the outcome WebID's download is ready.</summary>
    public TimeSpan WebIdDownloadDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a capture URL works; null for ever.</summary>
    public TimeSpan? CaptureLifetime { get; set; }

    /// <summary>Who may show the capture page in a frame; Signicat allows domains one by one, on request.</summary>
    public string CaptureFrameAncestors { get; set; } = "'none'";

    /// <summary>After this a process that nobody started is canceled; null leaves it pending for ever.</summary>
    public TimeSpan? AbandonedAfter { get; set; }

    /// <summary>After this a dossier is deleted by itself, unless its scenario says otherwise; null for never.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>Calls in one minute of the clock, beyond which the answer is 429; null for no limit.</summary>
    public int? CallsPerMinute { get; set; }

    public AssureCallbackOptions Callbacks { get; set; } = new();

    public AssureEventOptions Events { get; set; } = new();
}

/// <summary>Callbacks to the <c>notificationUrl</c> of a process.</summary>
public sealed class AssureCallbackOptions
{
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Re-sends by provider. Onfido's five are documented, the others' are not.</summary>
    public IDictionary<string, int> Resends { get; } = new Dictionary<string, int> { ["onfido"] = 5 };

    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>False: canceled processes are not notified.</summary>
    public bool ForCanceled { get; set; } = true;
}

/// <summary>The account's subscription to Assure Events.</summary>
public sealed class AssureEventOptions
{
    /// <summary>Null: there is no subscription.</summary>
    public Uri? Url { get; set; }

    /// <summary>Null: events are not signed.</summary>
    public string? Secret { get; set; }

    public string Header { get; set; } = "X-Signicat-Signature";

    /// <summary>What stands before the signature, for example <c>sha256=</c>.</summary>
    public string Prefix { get; set; } = "";

    public AssureEventSignature Signature { get; set; } = AssureEventSignature.HmacSha256Hex;

    /// <summary>After this an event is not sent again.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>True: <c>eventData.externalReference</c> is the dossier's id instead of the client's reference.</summary>
    public bool ReferenceIsDossierId { get; set; }

    public string Sender { get; set; } = "assure-api";

    public string AccountId { get; set; } = "a-test-simulated0000000000";

    /// <summary>The name of the event that says that WebID's download is ready.</summary>
    public string DownloadReadyName { get; set; } = "process.zip-ready";
}

/// <summary>How events are signed: the documents that say it are not public, and public code disagrees.</summary>
public enum AssureEventSignature
{
    HmacSha256Hex,
    HmacSha256Base64,

    /// <summary>The header holds the secret itself.</summary>
    PlainSecret,
}
