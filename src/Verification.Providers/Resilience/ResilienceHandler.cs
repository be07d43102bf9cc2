using Polly;

namespace Verification.Providers.Resilience;

/// <summary>Runs every request of a provider's HTTP client through the provider's pipeline.</summary>
internal sealed class ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
{
    /// <summary>No documented answer of any provider that is read as a whole comes near this.</summary>
    public const int MaxAnswerBytes = 10 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ProviderCall.Of(request);
        var context = ResilienceContextPool.Shared.Get(call.Operation, cancellationToken);
        context.Properties.Set(ProviderPipelines.Call, call);
        try
        {
            return await pipeline.ExecuteAsync(
                static (context, state) => state.Handler.TryAsync(state.Request, state.Call, context.CancellationToken),
                context,
                (Handler: this, Request: request, Call: call));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> TryAsync(
        HttpRequestMessage request, ProviderCall call, CancellationToken cancellationToken)
    {
        call.BeginTry();
        using var span = TrySpan.Start(call, request);
        HttpResponseMessage? response = null;
        try
        {
            response = await SendOnceAsync(request, cancellationToken);
            if (call.Buffered || !response.IsSuccessStatusCode)
            {
                await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
            }

            call.Answered(response.StatusCode);
            span?.Answered(response);
            return response;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            call.Broke(exception);
            span?.Broke(exception);
            throw;
        }
    }

    // SocketsHttpHandler says that no connection came about in time in the form of a cancellation, with the time-out inside.
    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException exception)
            when (exception.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection in time.", exception);
        }
    }
}
