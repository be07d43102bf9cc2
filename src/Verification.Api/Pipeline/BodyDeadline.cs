using Microsoft.AspNetCore.Http;
using Verification.Api.Problems;

namespace Verification.Api.Pipeline;

/// <summary>
/// When a request's body must have come in as a whole, so that nobody holds a connection with a body that drips. A server's own minimum
/// rate is no match for a patient sender, and a host behind a proxy has none.
/// </summary>
internal sealed class BodyDeadline : IDisposable
{
    /// <summary>Even the slowest body that comes at this rate is taken.</summary>
    private const double BytesPerSecond = 160 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly CancellationToken _aborted;
    private readonly CancellationTokenSource _passed;
    private readonly CancellationTokenSource _either;

    private BodyDeadline(TimeSpan after, TimeProvider time, CancellationToken aborted)
    {
        _aborted = aborted;
        _passed = new CancellationTokenSource(after, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_passed.Token, aborted);
    }

    /// <summary>Begins now and lives as long as the request.</summary>
    public static BodyDeadline For(long bodyLimit, HttpContext context, TimeProvider time)
    {
        var deadline = new BodyDeadline(Grace + TimeSpan.FromSeconds(bodyLimit / BytesPerSecond), time, context.RequestAborted);
        context.Response.RegisterForDispose(deadline);
        return deadline;
    }

    /// <exception cref="ProblemException">The deadline has passed.</exception>
    public async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // Whoever reads gives the request's own token, which is one of the two; linking at every read would cost more than the read.
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await body.ReadAsync(buffer, _either.Token);
        }
        catch (OperationCanceledException) when (_passed.IsCancellationRequested && !_aborted.IsCancellationRequested)
        {
            throw new ProblemException(ProblemTypes.BodyTooSlow, "The body took too long to come in.");
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _passed.Dispose();
    }
}
