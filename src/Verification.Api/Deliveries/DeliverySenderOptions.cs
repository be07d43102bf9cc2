namespace Verification.Api.Deliveries;

/// <summary>Settings under <c>Deliveries</c>.</summary>
public sealed class DeliverySenderOptions
{
    public const string Section = "Deliveries";

    /// <summary>For development only: lets webhooks go to loopback addresses and over plain HTTP.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long an endpoint may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether anything is ever sent to a URL of this form; where its host leads is judged apart.</summary>
    public bool Takes(Uri endpoint) =>
        endpoint.IsAbsoluteUri
        && endpoint.UserInfo.Length == 0
        && (endpoint.Scheme == Uri.UriSchemeHttps || (AllowLoopback && endpoint.Scheme == Uri.UriSchemeHttp));
}
