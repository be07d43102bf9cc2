using System.Text.Json.Nodes;
using Verification.Core.Verifications;

namespace Verification.Core.Results;

/// <summary>
/// The normalised result, as stored in <c>results/{id}/{revision}</c> and returned by <c>GET .../result</c>. How much of it is there
/// is decided by <see cref="Retention.Keep"/>.
/// </summary>
public sealed record VerificationResult
{
    public required VerificationId VerificationId { get; init; }

    public required int Revision { get; init; }

    public required Decision Decision { get; init; }

    public required string Provider { get; init; }

    public required bool Simulated { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public Person? Person { get; init; }

    public IdentityDocument? Document { get; init; }

    public IReadOnlyList<Check>? Checks { get; init; }

    public Claims? Claims { get; init; }

    public JsonNode? Raw { get; init; }
}
