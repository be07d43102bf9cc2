using System.Text.Json.Serialization;
using Verification.Core.Erasing;
using Verification.Core.Images;

namespace Verification.Core.Verifications;

/// <summary>
/// The record of one verification, stored in <c>verifications/{id}</c>: what the workflow needs to run and, at the end, its outcome,
/// so that it can be read after the workflow's history is gone. It holds no personal data.
/// </summary>
public sealed record VerificationRecord
{
    public required VerificationId Id { get; init; }

    /// <summary>The name of the client that owns it; for any other client it does not exist.</summary>
    public required string Client { get; init; }

    /// <summary>
    /// Provider names in the order in which they are to be tried: the client's, but that one whose circuit is open lets the others go first.
    /// </summary>
    public required IReadOnlyList<string> Providers { get; init; }

    /// <summary>So many of <see cref="Providers"/>, from the first, have their turn for good.</summary>
    public int ProvidersChosen { get; init; }

    public required CapturePath Capture { get; init; }

    /// <summary>Images that must be staged before the provider can start; empty unless <see cref="Capture"/> is upload.</summary>
    public IReadOnlyList<ImageKind> NeededImages { get; init; } = [];

    /// <summary>Images are submitted by themselves as soon as all needed ones are there.</summary>
    public bool AutoSubmit { get; init; }

    public required Retention Retention { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The deadline: without a decision by then the verification ends as expired.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The workflow was scheduled: from here on the verification ends in exactly one outcome.</summary>
    public bool Scheduled { get; init; }

    /// <summary>Until when the request that is creating this record may finish; a retry waits for it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>True when a simulator and not a real provider answers.</summary>
    public bool Simulated { get; init; }

    public VerificationOutcome? Outcome { get; init; }

    /// <summary>Keyed digest of the client's reference, under which it is listed.</summary>
    public string? ReferenceDigest { get; init; }

    /// <summary>Set once its erasure was asked for.</summary>
    public Erasure? Erasure { get; init; }

    /// <summary>When the result is past its retention; null while there is none.</summary>
    [JsonIgnore]
    public DateTimeOffset? ResultExpiresAt => Outcome?.At + Retention.Result;

    /// <summary>The provider of attempt n, counted from 1.</summary>
    public string ProviderOf(int attempt) => Providers[attempt - 1];

    /// <summary>Marks it as erased; null where it is marked already.</summary>
    public VerificationRecord? TryErase(DateTimeOffset at) =>
        Erasure is null ? this with { Erasure = new Erasure(at, CompletedAt: null) } : null;
}
