using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Core.Deliveries;

namespace Verification.Api.Deliveries;

/// <summary>Registers the sending of outgoing webhooks.</summary>
internal static class DeliveryServices
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeliverySenderOptions>()
            .Bind(configuration.GetSection(DeliverySenderOptions.Section))
            .Validate(options => options.Timeout > TimeSpan.Zero, $"{DeliverySenderOptions.Section}:Timeout must be longer than zero.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, EndpointValidator>();
        services.AddSingleton<NameLookup>(Dns.GetHostAddressesAsync);
        services.AddSingleton<DeliverySender>();
        services.AddSingleton<IDeliverySender>(provider => provider.GetRequiredService<DeliverySender>());

        // The factory's own loggers write whole addresses, and clients put secrets and ids of people into theirs.
        services.AddHttpClient(DeliverySender.HttpClientName)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectCallback = provider.GetRequiredService<DeliverySender>().ConnectAsync,
            });
        return services;
    }
}
