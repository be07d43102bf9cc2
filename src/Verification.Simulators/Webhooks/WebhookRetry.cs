namespace Verification.Simulators.Webhooks;

/// <summary>When a provider sends a notification again.</summary>
/// <param name="Timeout">How long an answer may take.</param>
/// <param name="Waits">Before each further try.</param>
/// <param name="Accepts">Which answers it is content with.</param>
internal sealed record WebhookRetry(TimeSpan Timeout, IReadOnlyList<TimeSpan> Waits, Func<HttpResponseMessage, bool> Accepts);
