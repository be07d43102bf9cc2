namespace Verification.Engine.Tests;

/// <summary>An activity that is held up from the moment it begins until the test lets it on.</summary>
internal sealed class HeldActivity
{
    private readonly TaskCompletionSource _entered = new();
    private readonly TaskCompletionSource _released = new();

    /// <summary>Completes when it runs for the first time.</summary>
    public Task Entered => _entered.Task;

    public int Runs { get; private set; }

    public void Release() => _released.SetResult();

    public async Task<int> RunAsync()
    {
        Runs++;
        _entered.TrySetResult();
        await _released.Task;
        return 1;
    }
}
