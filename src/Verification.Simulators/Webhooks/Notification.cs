namespace Verification.Simulators.Webhooks;

/// <summary>A notification to be sent.</summary>
/// <param name="Name">What the ledger calls it, for example <c>callback</c>.</param>
/// <param name="BuildAsync">Makes a request for each try; may use the client to fetch a token first.</param>
internal sealed record Notification(
    string Provider,
    string SessionId,
    string Name,
    WebhookRetry Retry,
    Func<WebhookVariant, HttpClient, CancellationToken, Task<HttpRequestMessage>> BuildAsync);
