namespace Verification.Core.Sweeping;

/// <summary>
/// A look at more than one run of a sweep may come to the end of. Each run stops after a while, for Azure ends a longer one, and with it the
/// process and all that runs there; the next goes on behind it.
/// </summary>
internal sealed class Round(TimeProvider time)
{
    private static readonly TimeSpan RunFor = TimeSpan.FromMinutes(4);

    private string? _last;
    private bool _failed;

    /// <param name="list">Paths in order, those behind the given one or all.</param>
    /// <param name="deal">True when there was something to do.</param>
    /// <returns>How many were dealt with, and whether with that all have been looked at since the round began and none failed.</returns>
    /// <exception cref="AggregateException">Some failed; they are found again by the next round.</exception>
    public async Task<(int Swept, bool IsDone)> GoOnAsync(
        Func<string?, IAsyncEnumerable<string>> list, Func<string, Task<bool>> deal, CancellationToken cancellationToken)
    {
        var (until, last, isOver) = (time.GetUtcNow() + RunFor, _last, true);
        try
        {
            var swept = await list(_last)
                .TakeWhile(_ => isOver = time.GetUtcNow() < until)
                .SweepEachAsync(path => deal(last = path), cancellationToken);
            return (swept, isOver && !_failed);
        }
        catch
        {
            _failed = true;
            throw;
        }
        finally
        {
            _last = isOver ? null : last;
            _failed &= !isOver;
        }
    }
}
