using System.Collections.Concurrent;

namespace Verification.Api.Clients;

/// <summary>
/// Bounds the requests of each client on this instance: a bucket that holds a minute's worth of requests and fills evenly.
/// </summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <returns>Null when the request may go on; otherwise how long to wait.</returns>
    public TimeSpan? Take(ApiClient client)
    {
        if (client.RequestsPerMinute == 0)
        {
            return null;
        }

        var bucket = _buckets.GetOrAdd(client.Name, _ => new Bucket(client.RequestsPerMinute, time.GetTimestamp()));
        return bucket.Take(client.RequestsPerMinute, time);
    }

    private sealed class Bucket(double content, long filledAt)
    {
        private readonly Lock _lock = new();
        private double _content = content;
        private long _filledAt = filledAt;

        public TimeSpan? Take(int perMinute, TimeProvider time)
        {
            lock (_lock)
            {
                var now = time.GetTimestamp();
                _content = Math.Min(perMinute, _content + (perMinute * time.GetElapsedTime(_filledAt, now).TotalMinutes));
                _filledAt = now;
                if (_content < 1)
                {
                    return TimeSpan.FromMinutes((1 - _content) / perMinute);
                }

                _content--;
                return null;
            }
        }
    }
}
