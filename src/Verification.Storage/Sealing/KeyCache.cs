using Verification.Core.Verifications;

namespace Verification.Storage.Sealing;

/// <summary>
/// Unwrapped keys for a short while. A key that is destroyed in this process is gone from here at once, also when it was just being
/// loaded; a key that another process destroys is used here to read for at most <see cref="Lifetime"/> longer.
/// </summary>
internal sealed class KeyCache(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    public const int Capacity = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<VerificationId, (byte[] Key, long LoadedAt)> _keys = [];
    private long _removals;

    /// <summary>Asked for before a key is loaded and given back with it.</summary>
    public long Removals
    {
        get
        {
            lock (_lock)
            {
                return _removals;
            }
        }
    }

    public byte[]? Find(VerificationId id)
    {
        lock (_lock)
        {
            return _keys.TryGetValue(id, out var entry) && time.GetElapsedTime(entry.LoadedAt) < Lifetime ? entry.Key : null;
        }
    }

    /// <summary>Keeps the key unless one was removed since: it may have been this one.</summary>
    public void Add(VerificationId id, byte[] key, long removalsBefore)
    {
        lock (_lock)
        {
            if (_removals != removalsBefore)
            {
                return;
            }

            if (_keys.Count >= Capacity)
            {
                _keys.Clear();
            }

            _keys[id] = (key, time.GetTimestamp());
        }
    }

    public void Remove(VerificationId id)
    {
        lock (_lock)
        {
            _removals++;
            _keys.Remove(id);
        }
    }
}
