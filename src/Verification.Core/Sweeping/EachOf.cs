using Verification.Core.Storage;

namespace Verification.Core.Sweeping;

/// <summary>Deals with all that a sweep found, so that one that fails every time does not hold up those behind it for ever.</summary>
internal static class EachOf
{
    /// <summary>So many in a row say that a store or the engine is out: the others can wait for the next run.</summary>
    private const int GiveUpAfter = 5;

    /// <param name="deal">True when there was something to do.</param>
    /// <returns>How many were dealt with.</returns>
    /// <exception cref="AggregateException">Some failed; they are found again by the next run.</exception>
    public static async Task<int> SweepEachAsync<T>(this IAsyncEnumerable<T> found, Func<T, Task<bool>> deal, CancellationToken cancellationToken)
    {
        var (swept, inARow) = (0, 0);
        var failures = new List<Exception>();
        await foreach (var one in found.WithCancellation(cancellationToken))
        {
            try
            {
                swept += await deal(one) ? 1 : 0;
                inARow = 0;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(exception);

                // What is damaged stays where it is, at last in front of all others, and says nothing of the store.
                inARow = Damage.Is(exception) ? 0 : inARow + 1;
                if (inARow == GiveUpAfter)
                {
                    break;
                }
            }
        }

        return failures.Count == 0 ? swept : throw new AggregateException(failures);
    }
}
