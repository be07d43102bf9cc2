using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Tests;

/// <summary>Where a simulator's notifications arrive, in the form in which the API hands them to an adapter.</summary>
internal sealed class WebhookInbox : HttpMessageHandler
{
    private readonly List<WebhookRequest> _received = [];

    /// <summary>Answers a provider that asks for a token first, at an address that ends in <c>/token</c>.</summary>
    public Func<WebhookRequest, WebhookAnswer> IssueToken { get; set; } = _ => new WebhookAnswer(404);

    public IReadOnlyList<WebhookRequest> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    public async Task<IReadOnlyList<WebhookRequest>> AtLeastAsync(int count)
    {
        await Patience.UntilAsync(() => Received.Count >= count);
        return Received;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var last = request.RequestUri!.Segments[^1];
        var headers = request.Headers
            .Concat(request.Content!.Headers)
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var webhook = new WebhookRequest(
            VerificationId.TryParse(last, out var id) ? id : null, headers, await request.Content.ReadAsByteArrayAsync(cancellationToken));
        if (last is "token")
        {
            return Write(IssueToken(webhook));
        }

        lock (_received)
        {
            _received.Add(webhook);
        }

        return Write(new WebhookAnswer(200, "application/json", "{}"));
    }

    private static HttpResponseMessage Write(WebhookAnswer answer) => new((HttpStatusCode)answer.StatusCode)
    {
        Content = answer.Body is null
            ? null
            : new StringContent(answer.Body, Encoding.UTF8, new MediaTypeHeaderValue(answer.ContentType!)),
    };
}
