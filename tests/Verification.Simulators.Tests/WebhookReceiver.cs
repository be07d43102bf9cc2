using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Verification.Simulators.Tests;

/// <summary>Takes the simulators' webhooks in, in the order in which they come.</summary>
internal sealed class WebhookReceiver : HttpMessageHandler
{
    private readonly Channel<ReceivedWebhook> _received = Channel.CreateUnbounded<ReceivedWebhook>();

    /// <summary>How the receiver answers; 200 unless the test says otherwise.</summary>
    public Func<ReceivedWebhook, CancellationToken, Task<HttpStatusCode>> Answer { get; set; } =
        (_, _) => Task.FromResult(HttpStatusCode.OK);

    public int Waiting => _received.Reader.Count;

    public async Task<ReceivedWebhook> NextAsync() => await _received.Reader.ReadAsync(TestContext.Current.CancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var headers = request.Headers.NonValidated.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var webhook = new ReceivedWebhook(request.RequestUri!, headers, body);
        _received.Writer.TryWrite(webhook);
        return new HttpResponseMessage(await Answer(webhook, cancellationToken));
    }
}

internal sealed record ReceivedWebhook(Uri Url, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonObject Json => JsonNode.Parse(Encoding.UTF8.GetString(Body))!.AsObject();
}
