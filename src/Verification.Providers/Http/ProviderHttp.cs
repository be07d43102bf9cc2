using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Verification.Core.Providers;
using Verification.Providers.Resilience;

namespace Verification.Providers.Http;

/// <summary>
/// Sends calls through the HTTP client of one provider family, and turns everything that is not a success into
/// <see cref="ProviderException"/>.
/// </summary>
/// <param name="readError">Reads the provider's error body; gets an undefined element where the body is not a JSON object.</param>
internal sealed class ProviderHttp(
    IHttpClientFactory clients, string family, TimeProvider time, Func<JsonElement, ProviderError> readError)
{
    /// <summary>Sends and reads a JSON answer. An empty answer is an undefined element.</summary>
    public async Task<JsonElement> SendAsync(
        string path, ProviderCall call, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(path, call, content, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return LenientJson.TryParse(body, out var json)
            ? json
            : throw Protocol(call, "answered something that is not JSON");
    }

    /// <summary>Sends and returns a successful answer; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(
        string path, ProviderCall call, HttpContent? content, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(family);
        using var request = new HttpRequestMessage(call.Method, path)
        {
            // Without content SocketsHttpHandler makes any request, also a POST, up to four times when the connection breaks before
            // the answer. Content, even none of it, stops that.
            Content = content ?? (call.Repeat is Repeat.Once ? new ByteArrayContent([]) : null),
        };
        request.Headers.Accept.ParseAdd(call.Accept);
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        call.AttachTo(request);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception exception) when (Translate(exception, call, cancellationToken) is { } translated)
        {
            throw translated;
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(response, call, cancellationToken);
        }
    }

    /// <summary>A body written out first, so that it goes with a Content-Length: gateways do not all take chunked requests.</summary>
    public static HttpContent Json(JsonObject body) => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    /// <summary>The answer came, but it is not what the provider documents.</summary>
    public static ProviderException Protocol(ProviderCall call, string what) =>
        new(ProviderErrorKind.Protocol, "provider.protocol", $"{call.Operation} {what}.", mayHaveTakenEffect: !call.IsRead);

    private static ProviderException? Translate(Exception exception, ProviderCall call, CancellationToken cancellationToken)
    {
        return exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => null,
            ProviderException { MayHaveTakenEffect: false } known when call.MayHaveTakenEffect =>
                new ProviderException(known.Kind, known.Code, known.Message, mayHaveTakenEffect: true, known),
            BrokenCircuitException open => Failed(
                ProviderErrorKind.Transient, "provider.unavailable", "was not made: the provider failed too often.", open.RetryAfter),
            TimeoutRejectedException or OperationCanceledException => Failed(
                ProviderErrorKind.Transient, "provider.timeout", "was not answered in time."),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new ProviderException(
                ProviderErrorKind.Protocol, ProviderException.AnswerTooLarge, $"{call.Operation} answered too much.", !call.IsRead, exception),
            HttpRequestException broken => Failed(
                ProviderErrorKind.Transient, "provider.unavailable", $"broke off ({broken.HttpRequestError})."),
            IOException or SocketException => Failed(ProviderErrorKind.Transient, "provider.unavailable", "broke off."),
            _ => null,
        };

        ProviderException Failed(ProviderErrorKind kind, string code, string what, TimeSpan? retryAfter = null) =>
            new(kind, code, $"{call.Operation} {what}", call.MayHaveTakenEffect, exception) { RetryAfter = retryAfter };
    }

    private async Task<ProviderException> RefusalAsync(
        HttpResponseMessage response, ProviderCall call, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var error = readError(LenientJson.TryParse(body, out var json) ? json : default);
        var (kind, code) = Judge(response.StatusCode, error);
        return new ProviderException(kind, code, $"{call.Operation} answered {(int)response.StatusCode}{error}.", call.MayHaveTakenEffect)
        {
            RetryAfter = RetryAfter.Read(response, time),
        };
    }

    private static (ProviderErrorKind Kind, string Code) Judge(HttpStatusCode status, ProviderError error) => status switch
    {
        _ when error.Refusal is { } refusal => (ProviderErrorKind.Refused, refusal),
        _ when error.InvalidToken => (ProviderErrorKind.Unauthorized, "provider.unauthorized"),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (ProviderErrorKind.Unauthorized, "provider.unauthorized"),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => (ProviderErrorKind.NotFound, "provider.notFound"),
        HttpStatusCode.Conflict => (ProviderErrorKind.Refused, "provider.conflict"),
        HttpStatusCode.RequestEntityTooLarge => (ProviderErrorKind.Refused, "provider.tooLarge"),
        HttpStatusCode.TooManyRequests => (ProviderErrorKind.Transient, "provider.throttled"),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
            (ProviderErrorKind.Transient, "provider.unavailable"),
        < HttpStatusCode.BadRequest => (ProviderErrorKind.Protocol, "provider.protocol"),
        _ => (ProviderErrorKind.Refused, "provider.refused"),
    };
}
