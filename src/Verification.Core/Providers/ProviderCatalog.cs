namespace Verification.Core.Providers;

/// <summary>The providers that are configured, by name.</summary>
public sealed class ProviderCatalog(IEnumerable<IVerificationProvider> providers)
{
    private readonly Dictionary<string, IVerificationProvider> _byName =
        providers.ToDictionary(provider => provider.Descriptor.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<IVerificationProvider> All => _byName.Values;

    public IVerificationProvider? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Who reads webhooks addressed to this name: a provider, or a family whose members share one scheme.</summary>
    public IVerificationProvider? FindForWebhooks(string name) =>
        Find(name) ?? _byName.Values.FirstOrDefault(provider => provider.Descriptor.Family == name);

    /// <exception cref="InvalidOperationException">The provider is no longer configured.</exception>
    public IVerificationProvider Get(string name) =>
        Find(name) ?? throw new InvalidOperationException($"Provider '{name}' is not configured.");
}
