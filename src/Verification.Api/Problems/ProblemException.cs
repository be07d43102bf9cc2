using Verification.Core.Erasing;

namespace Verification.Api.Problems;

/// <summary>Ends a request with an error answer. The message is its <c>detail</c>: one sentence that echoes nothing of the request's
/// values.</summary>
public sealed class ProblemException(ProblemType type, string detail) : Exception(detail)
{
    public ProblemType Type { get; } = type;

    /// <summary>What is wrong, by field of the request.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Proof of what was erased.</summary>
    public ErasureReceipt? Receipt { get; init; }

    /// <summary>When asking again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
