namespace Verification.Providers.Http;

/// <summary>Where a provider is, as the settings have it.</summary>
internal static class ProviderAddress
{
    /// <summary>Credentials and documents travel there: https, but for a simulator.</summary>
    public static bool IsSafe(Uri? url, bool simulated) =>
        url is { IsAbsoluteUri: true }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (simulated || url.IsLoopback)));

    /// <summary>What paths are appended to: without a slash at the end they would take the place of its last part.</summary>
    public static Uri BaseOf(Uri url) => new($"{url.AbsoluteUri.TrimEnd('/')}/");
}
