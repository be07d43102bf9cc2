using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Verification.Core.Deliveries;
using Verification.Core.Telemetry;

namespace Verification.Api.Deliveries;

/// <summary>
/// Sends webhooks over HTTP. What a name resolves to is judged when the connection is made, so that a name that has changed its
/// address since it was checked leads nowhere.
/// </summary>
internal sealed class DeliverySender(
    IHttpClientFactory clients, NameLookup lookup, IOptions<DeliverySenderOptions> options, TimeProvider time) : IDeliverySender
{
    public const string HttpClientName = "deliveries";

    public async Task<string?> RefuseAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        if (!options.Value.Takes(endpoint))
        {
            return "It must be an absolute https URL without credentials.";
        }

        try
        {
            var addresses = await lookup(endpoint.IdnHost, cancellationToken);
            return addresses.Length > 0 && addresses.All(IsAddressAllowed) ? null : "Its host has an address that is not public.";
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.TryAgain)
        {
            // No name can be looked up now, which says nothing of this one; its address is judged when it is connected to.
            return null;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            // An argument that is none: a name too long to look up, or the address of no host (0.0.0.0).
            return "Its host cannot be found.";
        }
    }

    public async Task<DeliveryAnswer> SendAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        using var span = VerificationTelemetry.StartSpan("POST", ActivityKind.Client)?
            .SetTag("http.request.method", "POST")
            .SetTag("server.address", request.Endpoint.Host)
            .SetTag("server.port", request.Endpoint.Port);
        var answer = await TrySendAsync(request, cancellationToken);
        span?.SetTag("http.response.status_code", answer.StatusCode);
        if (answer.StatusCode is not (>= 200 and < 300))
        {
            span?.SetTag("error.type", answer.Outcome.ToString()).SetStatus(ActivityStatusCode.Error);
        }

        return answer;
    }

    /// <summary>Connects to the first address that may be reached and answers.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await lookup(context.DnsEndPoint.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(IsAddressAllowed)];
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<DeliveryAnswer> TrySendAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (!options.Value.Takes(request.Endpoint))
            {
                return new DeliveryAnswer(null, "address.forbidden");
            }

            using var message = Write(request);
            using var client = clients.CreateClient(HttpClientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return new DeliveryAnswer((int)response.StatusCode, OutcomeOf(response.StatusCode), RetryAfterOf(response));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new DeliveryAnswer(null, "timeout");
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return new DeliveryAnswer(null, exception.InnerException is ForbiddenAddressException ? "address.forbidden" : "unreachable");
        }
    }

    private static HttpRequestMessage Write(DeliveryRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Endpoint) { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add("webhook-id", request.Id);
        message.Headers.Add("webhook-timestamp", request.Timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", request.Signature);
        return message;
    }

    private static string OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => "delivered",
        410 => "gone",
        429 => "throttled",
        >= 500 => "unavailable",
        _ => "refused",
    };

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };

    private bool IsAddressAllowed(IPAddress address) =>
        PublicAddress.Is(address) || (options.Value.AllowLoopback && PublicAddress.IsLoopback(address));
}
