using Microsoft.Extensions.DependencyInjection;
using Verification.Providers.Resilience;

namespace Verification.Providers.Http;

internal static class ProviderHttpServices
{
    /// <summary>An HTTP client that follows no redirects, keeps no cookies and leaves time-outs to its pipeline.</summary>
    public static IHttpClientBuilder AddProviderHttpClient(this IServiceCollection services, string name) => services
        .AddHttpClient(name, static client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = ResilienceHandler.MaxAnswerBytes;
        })
        .RemoveAllLoggers()
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),

            // The one thing that a handler kept for ever would otherwise miss is a change in DNS.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
}
