namespace Verification.Api.Tests.Deliveries;

/// <summary>What may arrive at a receiver, and whether it is from us.</summary>
/// <param name="Now">Seconds since 1970 on the receiver's clock.</param>
internal sealed record ReceivedWebhook(
    string Name, bool Genuine, string[] Secrets, IReadOnlyDictionary<string, string> Headers, byte[] Body, long Now)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const long SentAt = 1614265330;

    private static readonly string OtherSecret = $"whsec_{Convert.ToBase64String(new byte[32])}";

    /// <summary>The vector of Standard Webhooks' own libraries, and everything around it that must be told apart.</summary>
    private static readonly ReceivedWebhook Vector = new(
        "vector",
        Genuine: true,
        [Secret],
        new Dictionary<string, string>
        {
            ["webhook-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek",
            ["webhook-timestamp"] = "1614265330",
            ["webhook-signature"] = Signature,
        },
        """{"test": 2432232314}"""u8.ToArray(),
        SentAt);

    public static IReadOnlyList<ReceivedWebhook> All { get; } =
    [
        Vector,
        Vector with { Name = "new secret first", Secrets = [OtherSecret, Secret] },
        Vector with { Name = "as old as may be", Now = SentAt + 300 },
        Vector with { Name = "as early as may be", Now = SentAt - 300 },
        Vector.With("several signatures", "webhook-signature", $"v1,{Convert.ToBase64String(new byte[32])} v2,x {Signature}", genuine: true),
        Vector with { Name = "too old", Genuine = false, Now = SentAt + 301 },
        Vector with { Name = "from the future", Genuine = false, Now = SentAt - 301 },
        Vector with { Name = "other secret", Genuine = false, Secrets = [OtherSecret] },
        Vector with { Name = "no secret", Genuine = false, Secrets = [] },
        Vector with { Name = "other body", Genuine = false, Body = """{"test":2432232314}"""u8.ToArray() },
        Vector with { Name = "no body", Genuine = false, Body = [] },
        Vector with { Name = "no headers", Genuine = false, Headers = new Dictionary<string, string>() },
        Vector.With("other id", "webhook-id", "msg_2"),
        Vector.With("other timestamp", "webhook-timestamp", "1614265331"),
        Vector.With("timestamp with a sign", "webhook-timestamp", "+1614265330"),
        Vector.With("timestamp with a fraction", "webhook-timestamp", "1614265330.0"),
        Vector.With("timestamp in other digits", "webhook-timestamp", "١٦١٤٢٦٥٣٣٠"),
        Vector.With("endless timestamp", "webhook-timestamp", new string('9', 5000)),
        Vector.With("empty signature", "webhook-signature", ""),
        Vector.With("other scheme", "webhook-signature", Signature.Replace("v1", "v2", StringComparison.Ordinal)),
        Vector.With("no scheme", "webhook-signature", Signature["v1,".Length..]),
        Vector.With("cut signature", "webhook-signature", Signature[..^1]),
        Vector.With("signature that is no ASCII", "webhook-signature", "v1,ÿ€"),
        Vector.With("commas for spaces", "webhook-signature", $"{Signature},{Signature}"),
    ];

    private ReceivedWebhook With(string name, string header, string value, bool genuine = false) =>
        this with { Name = name, Genuine = genuine, Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
