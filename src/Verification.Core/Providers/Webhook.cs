using System.Text.Json.Nodes;
using Verification.Core.Verifications;

namespace Verification.Core.Providers;

/// <summary>A notification as it came in.</summary>
/// <param name="Verification">From the path of <c>POST /api/webhooks/{provider}/{id}</c>, where the provider was given that.</param>
/// <param name="Headers">Looked up without regard to case; repeated headers are joined by a comma.</param>
/// <param name="Body">The raw bytes, at most 256 KiB.</param>
public sealed record WebhookRequest(
    VerificationId? Verification,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>A header's value, or null where it was not sent.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>What a notification turned out to be.</summary>
/// <param name="Authentic">False: answered as refused, nothing is recorded.</param>
/// <param name="Hint">Null when the notification is of no interest.</param>
/// <param name="Answer">What this provider wants to hear.</param>
public sealed record WebhookReading(bool Authentic, WebhookHint? Hint, WebhookAnswer Answer);

/// <summary>That something happened at the provider; what it was is read from the provider itself.</summary>
/// <param name="EventId">The provider's event id, or what identifies the event where it has none; hashed before it is stored.</param>
/// <param name="SessionKey">As in <see cref="ProviderSession.Key"/>, or null when only the verification is known.</param>
/// <param name="Verification">When the notification itself, or what it names at the provider, names our id.</param>
/// <param name="Submission">
/// What the notification adds to that verification's session, handed to <see cref="IVerificationProvider.SubmitAsync"/> as if the
/// client had submitted it; null when nothing.
/// </param>
public sealed record WebhookHint(
    string EventId, string? SessionKey, VerificationId? Verification, Code Kind, JsonObject? Submission = null);

public sealed record WebhookAnswer(int StatusCode, string? ContentType = null, string? Body = null)
{
    public static WebhookAnswer Ok { get; } = new(200);

    public static WebhookAnswer Unauthorized { get; } = new(401);
}
