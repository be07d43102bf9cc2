using System.Net;
using System.Net.Http.Headers;
using Verification.Providers.Resilience;

namespace Verification.Providers.Authentication;

/// <summary>
/// Adds the token; where it is refused makes the request once more with a new one. With 403, too: which of the two an expired token is
/// answered with, Signicat does not document.
/// </summary>
internal sealed class BearerTokenHandler(TokenSource tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(request, cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return response;
        }

        response.Dispose();
        tokens.Discard(token);
        token = await TokenAsync(request, cancellationToken);
        return await SendAsync(request, token, cancellationToken);
    }

    private async ValueTask<string> TokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.GetAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            ProviderCall.Of(request).NeverMade();
            throw;
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellationToken);
    }
}
