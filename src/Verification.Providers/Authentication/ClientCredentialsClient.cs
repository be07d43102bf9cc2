using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Verification.Core.Providers;
using Verification.Providers.Http;
using Verification.Providers.Resilience;

namespace Verification.Providers.Authentication;

/// <summary>
/// Asks a token endpoint once. It does not retry: it is part of a try of the call that needs the token, and a failure here is proof
/// that the call was never made.
/// </summary>
internal sealed class ClientCredentialsClient(
    IHttpClientFactory clients, string httpClient, Func<ClientCredentials> credentials, TimeProvider time)
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    public async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        var client = credentials();
        using var http = clients.CreateClient(httpClient);
        using var request = new HttpRequestMessage(HttpMethod.Post, client.TokenUrl)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"),
                new("scope", client.Scope),
            ]),
        };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(client));
        var asked = time.GetUtcNow();
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? Read(body, asked) : throw Refused(response);
        }
        catch (HttpRequestException exception)
        {
            throw Failed(ProviderErrorKind.Transient, "provider.unavailable", $"broke off ({exception.HttpRequestError})", exception);
        }
    }

    // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
    private static string Basic(ClientCredentials client) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(client.ClientId)}:{WebUtility.UrlEncode(client.ClientSecret)}"));

    private static AccessToken Read(byte[] body, DateTimeOffset asked)
    {
        if (!LenientJson.TryParse(body, out var json) || json.Text("access_token") is not { } token)
        {
            throw Failed(ProviderErrorKind.Protocol, "provider.protocol", "answered without a token");
        }

        var lifetime = double.TryParse(json.Text("expires_in"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
                ? TimeSpan.FromSeconds(Math.Min(seconds, LongestLifetime.TotalSeconds))
                : DefaultLifetime;
        var margin = lifetime / 10 < LongestMargin ? lifetime / 10 : LongestMargin;
        return new AccessToken(token, asked + lifetime - margin);
    }

    private ProviderException Refused(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => Failed(
            ProviderErrorKind.Transient, "provider.throttled", "answered 429", retryAfter: RetryAfter.Read(response, time)),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => Failed(
            ProviderErrorKind.Transient, "provider.unavailable", $"answered {(int)response.StatusCode}"),
        _ => Failed(ProviderErrorKind.Unauthorized, "provider.unauthorized", $"answered {(int)response.StatusCode}"),
    };

    private static ProviderException Failed(
        ProviderErrorKind kind, string code, string what, Exception? inner = null, TimeSpan? retryAfter = null) =>
        new(kind, code, $"The token endpoint {what}.", mayHaveTakenEffect: false, inner) { RetryAfter = retryAfter };
}
