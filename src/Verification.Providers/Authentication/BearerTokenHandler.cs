using System.Net;
using System.Net.Http.Headers;
using Verification.Providers.Resilience;

namespace Verification.Providers.Authentication;

/// <summary>Adds the token; on 401 makes the request once more with a new one.</summary>
internal sealed class BearerTokenHandler(TokenSource tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(request, cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
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
