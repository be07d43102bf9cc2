using System.Globalization;
using Verification.Core.Storage;

namespace Verification.Core.Budgets;

/// <summary>
/// How many paid verifications a client has started on a day (UTC), in <c>budgets/{client}/{day}</c>, by compare-and-swap over all
/// instances. A start takes its share before it is acknowledged. A crash in between costs the client at most that share; it never lets
/// more through.
/// </summary>
public sealed class BudgetStore(IObjectStore objects)
{
    /// <param name="limit">Starts a day, at least 1.</param>
    /// <returns>False when the day's budget is spent.</returns>
    public async Task<bool> TryTakeAsync(string client, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var path = $"budgets/{client}/{now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        while (true)
        {
            var current = await objects.GetJsonAsync<Spent>(path, cancellationToken);
            if (current?.Value.Starts >= limit)
            {
                return false;
            }

            var taken = current is ({ } spent, var tag)
                ? await objects.TryReplaceJsonAsync(path, new Spent(spent.Starts + 1), tag, cancellationToken)
                : await objects.TryCreateJsonAsync(path, new Spent(1), cancellationToken);
            if (taken is not null)
            {
                return true;
            }
        }
    }

    private sealed record Spent(int Starts);
}
