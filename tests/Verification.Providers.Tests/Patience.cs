namespace Verification.Providers.Tests;

/// <summary>Waits for what other threads are about to do, and moves the clock on which they wait.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Longest, "The code under test neither goes on nor waits.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    /// <summary>
    /// Moves the clock from wait to wait of the adapter until the task is done. What waits is a pause between two tries, and only that is no
    /// longer than <paramref name="longestPause"/>, or a request that hangs.
    /// </summary>
    public static async Task RunAsync(this OwnTimers clock, Task task, TimeSpan longestPause, Func<bool>? hangs = null)
    {
        bool Pauses() => clock.NextTimer - clock.GetUtcNow() <= longestPause;
        bool Waits() => Pauses() || hangs?.Invoke() is true;

        while (!task.IsCompleted)
        {
            await UntilAsync(() => task.IsCompleted || Waits());

            // A short timer may also belong to work that goes on by itself.
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System));
            if (!task.IsCompleted && Waits() && clock.NextTimer is { } next)
            {
                var set = clock.TimersSet;
                clock.MoveTo(next);
                await UntilAsync(() => task.IsCompleted || clock.TimersSet > set || Pauses());
            }
        }

        await task;
    }
}
