using System.Text.Json.Serialization;
using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

/// <summary>The snapshot of a verification, as clients get it.</summary>
internal sealed record SnapshotBody
{
    public required VerificationId Id { get; init; }

    public required VerificationStatus Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Decision? Decision { get; init; }

    public required IReadOnlyList<Code> Reasons { get; init; }

    public required int Revision { get; init; }

    public required string Provider { get; init; }

    public required CapturePath Capture { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Reference { get; init; }

    public required bool Simulated { get; init; }

    public required SessionBody Session { get; init; }

    public required IReadOnlyList<AwaitedBody> Awaiting { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required LinksBody Links { get; init; }

    public static SnapshotBody Of(VerificationSnapshot snapshot) => new()
    {
        Id = snapshot.Record.Id,
        Status = snapshot.Status,
        Decision = snapshot.Decision,
        Reasons = snapshot.Reasons,
        Revision = snapshot.Revision,
        Provider = snapshot.Provider,
        Capture = snapshot.Record.Capture,
        Reference = snapshot.Reference,
        Simulated = snapshot.Record.Simulated,
        Session = new SessionBody(snapshot.CaptureUrl, snapshot.HasToken),
        Awaiting = [.. snapshot.Awaiting.Select(input => new AwaitedBody(input.Kind, input.Code, AwaitingSentences.Of(input.Code)))],
        CreatedAt = snapshot.Record.CreatedAt,
        UpdatedAt = snapshot.UpdatedAt,
        ExpiresAt = snapshot.Record.ExpiresAt,
        Links = LinksBody.Of(snapshot.Record.Id),
    };
}

/// <param name="CaptureUrl">Where a hosted capture takes place.</param>
/// <param name="HasToken">A client SDK's token can be had from <c>GET .../session</c>.</param>
internal sealed record SessionBody(Uri? CaptureUrl, bool HasToken);

/// <param name="Kind">The image that is missing; absent when something else is.</param>
/// <param name="Message">What the person or the client can do about it.</param>
internal sealed record AwaitedBody(ImageKind? Kind, Code Code, string Message);

/// <summary>Paths on this host.</summary>
internal sealed record LinksBody(string Self, string Result, string Timeline)
{
    public static LinksBody Of(VerificationId id) =>
        new(SelfOf(id), $"{SelfOf(id)}/result", $"{SelfOf(id)}/timeline");

    public static string SelfOf(VerificationId id) => $"/api/verifications/{id}";
}
