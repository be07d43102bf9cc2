using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Providers.Authentication;
using Verification.Providers.Http;
using Verification.Providers.Resilience;

namespace Verification.Providers.Assure;

internal static class AssureServices
{
    private const string TokenClient = $"{AssureClient.Family}.token";

    public static void AddAssure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AssureOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AssureOptions>, AssureOptionsValidator>();
        services.AddOptions<ResilienceOptions>(AssureClient.Family).Bind(configuration.GetSection(nameof(AssureOptions.Resilience)));

        services.AddKeyedSingleton(AssureClient.Family, static (provider, _) => CreateTokenSource(provider));
        services.AddProviderHttpClient(TokenClient);
        services.AddProviderHttpClient(AssureClient.Family)
            .ConfigureHttpClient(static (provider, client) => client.BaseAddress = ProviderAddress.BaseOf(
                provider.GetRequiredService<IOptionsMonitor<AssureOptions>>().CurrentValue.BaseUrl))
            .AddHttpMessageHandler(static provider => new ResilienceHandler(
                provider.GetRequiredService<ProviderPipelines>().For(AssureClient.Family)))
            .AddHttpMessageHandler(static provider => new BearerTokenHandler(
                provider.GetRequiredKeyedService<TokenSource>(AssureClient.Family)));

        services.AddSingleton<AssureClient>();
        services.AddSingleton<AssureArchive>();
        services.AddSingleton<AssureDocumentTypes>();
        services.AddSingleton<AssureWebhooks>();
        var wanted = configuration.GetSection(nameof(AssureOptions.Providers)).Get<string[]>() ?? [];
        foreach (var sub in AssureSubProviders.All.Where(sub => wanted.Length == 0 || wanted.Contains(sub.Alias)))
        {
            services.AddSingleton<IVerificationProvider>(
                provider => ActivatorUtilities.CreateInstance<AssureProvider>(provider, sub));
        }
    }

    private static TokenSource CreateTokenSource(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<AssureOptions>>();
        var time = provider.GetRequiredService<TimeProvider>();
        var client = new ClientCredentialsClient(
            provider.GetRequiredService<IHttpClientFactory>(), TokenClient, () => Credentials(options.CurrentValue), time);
        return new TokenSource(client.FetchAsync, options.CurrentValue.Resilience.TryTimeout, time);
    }

    private static ClientCredentials Credentials(AssureOptions options) =>
        new(options.TokenUrl, options.ClientId, options.ClientSecret, options.Scope);
}
