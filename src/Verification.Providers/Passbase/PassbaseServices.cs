using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Providers.Http;
using Verification.Providers.Resilience;

namespace Verification.Providers.Passbase;

internal static class PassbaseServices
{
    private const string ApiKeyHeader = "X-API-KEY";

    public static void AddPassbase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PassbaseOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PassbaseOptions>, PassbaseOptionsValidator>();
        services.AddOptions<ResilienceOptions>(PassbaseClient.Family).Bind(configuration.GetSection(nameof(PassbaseOptions.Resilience)));

        services.AddProviderHttpClient(PassbaseClient.Family)
            .ConfigureHttpClient(static (provider, client) =>
            {
                var settings = provider.GetRequiredService<IOptionsMonitor<PassbaseOptions>>().CurrentValue;
                client.BaseAddress = ProviderAddress.BaseOf(settings.BaseUrl);
                client.DefaultRequestHeaders.Add(ApiKeyHeader, settings.SecretKey);
            })
            .AddHttpMessageHandler(static provider => new ResilienceHandler(
                provider.GetRequiredService<ProviderPipelines>().For(PassbaseClient.Family)));

        services.AddSingleton<PassbaseClient>();
        services.AddSingleton<PassbaseLookup>();
        services.AddSingleton<PassbaseWebhooks>();
        services.AddSingleton<IVerificationProvider, PassbaseProvider>();
    }
}
