namespace Verification.Storage.Files;

/// <summary>A lock by name in bounded memory: names share a fixed number of semaphores.</summary>
internal sealed class StripedLock
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 128).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<Releaser> EnterAsync(string name, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)string.GetHashCode(name, StringComparison.Ordinal) % _stripes.Length];
        await stripe.WaitAsync(cancellationToken);
        return new Releaser(stripe);
    }

    public readonly struct Releaser(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
