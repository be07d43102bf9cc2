using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Verification.Core.Providers;
using Verification.Providers.Assure;
using Verification.Providers.Incode;
using Verification.Providers.Passbase;
using Verification.Providers.Resilience;

namespace Verification.Providers;

public static class ProviderServices
{
    /// <summary>
    /// Registers every provider that has a section under <c>Providers</c>, the <see cref="ProviderCatalog"/> of them and
    /// <see cref="IProviderHealth"/>. Settings are checked when the host starts.
    /// </summary>
    public static IServiceCollection AddVerificationProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton<ProviderPipelines>();
        services.AddSingleton<IProviderHealth>(static provider => provider.GetRequiredService<ProviderPipelines>());
        services.AddSingleton<ProviderCatalog>();

        var assure = configuration.GetSection(AssureOptions.Section);
        if (assure.Exists())
        {
            services.AddAssure(assure);
        }

        var incode = configuration.GetSection(IncodeOptions.Section);
        if (incode.Exists())
        {
            services.AddIncode(incode);
        }

        var passbase = configuration.GetSection(PassbaseOptions.Section);
        if (passbase.Exists())
        {
            services.AddPassbase(passbase);
        }

        return services;
    }
}
