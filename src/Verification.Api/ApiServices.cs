using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Verification.Api.Clients;
using Verification.Api.Deliveries;
using Verification.Api.Images;
using Verification.Api.Pipeline;
using Verification.Api.Routing;

namespace Verification.Api;

/// <summary>Registers the HTTP surface, the same for every host.</summary>
public static class ApiServices
{
    public static IServiceCollection AddVerificationApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ClientsOptions>().Bind(configuration.GetSection(ClientOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClientsOptions>, ClientsOptionsValidator>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<ImageIntake>();
        services.AddSingleton<CallbackCheck>();
        services.AddDeliveries(configuration);
        services.AddSingleton(provider => new ApiPipeline(
            provider,
            provider.GetRequiredService<Authenticator>(),
            provider.GetRequiredService<RateLimiter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ApiPipeline>>()));
        foreach (var handler in ApiRoutes.All.Select(route => route.Handler).Distinct())
        {
            services.AddSingleton(handler);
        }

        return services;
    }
}
