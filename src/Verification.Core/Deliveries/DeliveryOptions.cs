namespace Verification.Core.Deliveries;

/// <summary>Where one client wants its webhooks, under <c>Clients:{name}:Webhook</c>.</summary>
public sealed class WebhookEndpointOptions
{
    /// <summary>Used for every verification that names no <c>callbackUrl</c> of its own.</summary>
    public Uri? Url { get; set; }

    /// <summary><c>whsec_</c> and base64 of 24 to 64 bytes. Every message is signed with each, so that secrets can be changed without
    /// a pause.</summary>
    public IList<string> Secrets { get; } = [];
}

/// <summary>The part of <c>Clients:{name}</c> that is about deliveries.</summary>
public sealed class ClientDeliveryOptions
{
    public WebhookEndpointOptions Webhook { get; set; } = new();
}

/// <summary>Webhook endpoints of all clients by name.</summary>
public sealed class DeliveryOptions : Dictionary<string, ClientDeliveryOptions>
{
    public const string Section = "Clients";
}
