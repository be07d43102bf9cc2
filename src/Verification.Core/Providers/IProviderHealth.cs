namespace Verification.Core.Providers;

public enum ProviderAvailability
{
    Available,

    /// <summary>It failed too often; a first call is allowed to find out whether it is back.</summary>
    Probing,

    /// <summary>It failed too often; calls are refused without being made.</summary>
    Unavailable,
}

/// <summary>
/// What this process has learned about the providers from its own calls; other processes may see it differently. For routing and
/// for health pages.
/// </summary>
public interface IProviderHealth
{
    /// <param name="family">As in <see cref="ProviderDescriptor.Family"/>. One that was never called is available.</param>
    ProviderAvailability Of(string family);
}
