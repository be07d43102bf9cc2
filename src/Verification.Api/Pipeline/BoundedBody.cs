using Verification.Api.Problems;
using Verification.Core.Storage;

namespace Verification.Api.Pipeline;

/// <summary>
/// A request's body, counted as it is read: over the limit it ends the request with 413, after the deadline with 408, on every host alike.
/// </summary>
internal sealed class BoundedBody(Stream inner, long limit, BodyDeadline deadline) : ReadOnlyStream
{
    private long _read;

    public static ProblemException TooLarge(long limit) =>
        new(ProblemTypes.BodyTooLarge, limit == 0 ? "No body is taken here." : $"The body may have at most {limit} bytes.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await deadline.ReadAsync(inner, buffer, cancellationToken);
        _read += read;
        return _read <= limit ? read : throw TooLarge(limit);
    }
}
