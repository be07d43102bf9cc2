using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Webhooks;
using Verification.Providers.Http;
using Verification.Providers.Resilience;

namespace Verification.Providers.Incode;

internal static class IncodeServices
{
    public static void AddIncode(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IncodeOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IncodeOptions>, IncodeOptionsValidator>();
        services.AddOptions<ResilienceOptions>(IncodeClient.Family).Bind(configuration.GetSection(nameof(IncodeOptions.Resilience)));

        services.AddProviderHttpClient(IncodeClient.Family)
            .ConfigureHttpClient(static (provider, client) => client.BaseAddress = ProviderAddress.BaseOf(
                provider.GetRequiredService<IOptionsMonitor<IncodeOptions>>().CurrentValue.BaseUrl))
            .AddHttpMessageHandler(static provider => new ResilienceHandler(
                provider.GetRequiredService<ProviderPipelines>().For(IncodeClient.Family)));

        services.AddSingleton<IncodeClient>();
        services.AddSingleton<IncodeTokens>();
        services.AddSingleton<IncodeProcessing>();
        services.AddSingleton<IncodeResults>();
        services.AddSingleton<IncodeDeletion>();
        services.AddSingleton<IncodeWebhooks>();
        services.AddSingleton<IncodeWebhookTokens>();
        services.AddSingleton<IWebhookTokenIssuer>(static provider => provider.GetRequiredService<IncodeWebhookTokens>());
        services.AddSingleton<IVerificationProvider, IncodeProvider>();
    }
}
