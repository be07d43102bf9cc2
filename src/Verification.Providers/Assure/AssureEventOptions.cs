namespace Verification.Providers.Assure;

public enum SignatureAlgorithm
{
    HmacSha256,
    HmacSha512,

    /// <summary>The header holds the secret itself.</summary>
    Secret,
}

public enum SignatureEncoding
{
    Hex,
    Base64,
}

/// <summary>
/// How Assure Events are checked. Signicat's public pages do not say how an event is signed, so all of it is a setting; take the
/// values from the Dashboard's page of the subscription.
/// </summary>
public sealed class AssureEventOptions
{
    public string Header { get; set; } = "X-Signicat-Signature";

    public SignatureAlgorithm Algorithm { get; set; } = SignatureAlgorithm.HmacSha256;

    public SignatureEncoding Encoding { get; set; } = SignatureEncoding.Hex;

    /// <summary>What stands before the signature in the header, for example <c>sha256=</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Secrets of the subscription; all are accepted, so that they can be rotated.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>
    /// Takes events although no secret is set. An event only makes us read the process again, so a forged one decides nothing, but
    /// anybody could make us read.
    /// </summary>
    public bool AllowUnsigned { get; set; }
}
