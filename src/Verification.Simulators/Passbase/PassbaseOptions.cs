namespace Verification.Simulators.Passbase;

/// <summary>What the simulated Passbase does where no document says it, and the project that it knows.</summary>
public sealed class PassbaseOptions
{
    /// <summary>Stands for <c>https://api.passbase.com</c>, and with <c>/link</c> for <c>https://verify.passbase.com</c>.</summary>
    public const string Prefix = "/passbase-api";

    public string SecretKey { get; set; } = "simulated-secret-key";

    public string PublishableKey { get; set; } = "simulated-publishable-key";

    public string Slug { get; set; } = "simulated-shop";

    public string Environment { get; set; } = "sandbox";

    /// <summary>The project's public RSA key, base64 of its SubjectPublicKeyInfo. Its other half is no secret: see docs/simulators.md.</summary>
    public string MetadataPublicKey { get; set; } =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtE2jyQo3oLUevuN1sH7A2JNs57nzLkkFOTQxha4Rg5nLfhLIb+SmEecf"
        + "Ky/JBdGuj62wPUg464tByJtGYgc+XaOysKQM/w0QvEX+Hg54feVy+b9Xxt/O2q9vPHoivIEsR49ekK4afoLLjGOoijXen4A5DYER"
        + "SlRAY8cm5nrXXnt7hpzC/tqwlRNw8JCwXGQQ92/wjTKlUqUpT0FbXyrao1Bk6jgCeYu+5QDHm1/z6mcqgfb/pbzNRr15GwniNYoy"
        + "2FIE5o1IRgEfDYT/N/k5s3l/Q40yQy6Ta+jy/ioyMd5S/uAUJCzeGqaYbqL+uWBYiP54q9ibbsVqyxDyG6ix2QIDAQAB";

    /// <summary>What a route that wants the secret key answers to the publishable one.</summary>
    public int PublishableKeyStatus { get; set; } = 401;

    public int DefaultLimit { get; set; } = 20;

    public int MaxLimit { get; set; } = 100;

    /// <summary>False: lists begin with the oldest.</summary>
    public bool NewestFirst { get; set; } = true;

    /// <summary>After the hand-in the identity is not found for this long.</summary>
    public TimeSpan HiddenFor { get; set; }

    /// <summary>From the end of processing to the decision of the customer's person.</summary>
    public TimeSpan ReviewAfter { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>True: thresholds decide at once, so the first notification carries the decision already.</summary>
    public bool Thresholds { get; set; }

    /// <summary>True: the project has the authorisation to read files.</summary>
    public bool FilesAllowed { get; set; }

    public int FilesRefusedStatus { get; set; } = 403;

    /// <summary>True: files come as the specification has it, in JSON. False: as the service answered, the bytes themselves.</summary>
    public bool FilesAsJson { get; set; }

    /// <summary>False: the account has no biometric authentication; a known e-mail makes a new identity.</summary>
    public bool Authentication { get; set; } = true;

    /// <summary>True: the metadata of an authentication replaces that of the identity that was authenticated.</summary>
    public bool MetadataFollowsAuthentication { get; set; } = true;

    public PassbaseWebhookOptions Webhooks { get; set; } = new();
}

/// <summary>The project's webhook endpoint.</summary>
public sealed class PassbaseWebhookOptions
{
    /// <summary>Null: there is none.</summary>
    public Uri? Url { get; set; }

    /// <summary>32 bytes; null: notifications are sent in plain text.</summary>
    public string? Secret { get; set; }

    public string EncryptedMediaType { get; set; } = "text/plain";

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public int Resends { get; set; } = 3;

    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so many answers other than 200 nothing is sent any more; null for never.</summary>
    public int? DisabledAfter { get; set; }

    /// <summary>Events that are not ticked in the dashboard never come.</summary>
    public ISet<string> Unticked { get; } = new HashSet<string>();
}
