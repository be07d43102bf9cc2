using Verification.Core.Verifications;

namespace Verification.Core.Deliveries;

public enum DeliveryState
{
    Pending,
    Delivered,

    /// <summary>Every try of the schedule failed.</summary>
    Failed,

    /// <summary>The endpoint answered 410 Gone; nothing more is sent to it until somebody asks for a resend.</summary>
    Disabled,

    /// <summary>The verification was erased before it could be delivered.</summary>
    Erased,
}

/// <summary>One outgoing webhook and what became of it, in <c>deliveries/{id}/{revision}</c>. It holds no personal data and no URL.</summary>
/// <param name="Id">The <c>webhook-id</c>: the same for every try, so that receivers can tell a repetition.</param>
/// <param name="Type"><c>verification.{status}</c>.</param>
/// <param name="TimelineHead">Digest of the timeline when the outcome was recorded.</param>
public sealed record Delivery(
    Code Id,
    int Revision,
    Code Type,
    DeliveryState State,
    DateTimeOffset CreatedAt,
    string TimelineHead,
    IReadOnlyList<DeliveryTry> Tries)
{
    public static Code IdOf(VerificationId id, int revision) => $"msg_{id.ToString()["ver_".Length..]}_{revision}";

    public static Code TypeOf(VerificationOutcome outcome) => $"verification.{outcome.Status.ToString().ToLowerInvariant()}";
}

/// <param name="StatusCode">What the endpoint answered, if it did.</param>
/// <param name="Outcome"><c>delivered</c>, <c>refused</c>, <c>gone</c>, <c>throttled</c>, <c>unavailable</c>, <c>timeout</c>, <c>unreachable</c> or
/// <c>address.forbidden</c>.</param>
public sealed record DeliveryTry(DateTimeOffset At, int? StatusCode, Code Outcome);
