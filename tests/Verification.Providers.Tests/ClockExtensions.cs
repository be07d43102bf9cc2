using Verification.Testing;

namespace Verification.Providers.Tests;

internal static class ClockExtensions
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Moves the clock in small steps until the task is done. It moves only while the code under test has nothing to run, which it
    /// shows by not finishing within a yield.
    /// </summary>
    public static async Task<T> RunAsync<T>(this ManualTimeProvider clock, Task<T> task, TimeSpan limit)
    {
        var end = clock.GetUtcNow() + limit;
        while (!task.IsCompleted && clock.GetUtcNow() < end)
        {
            for (var turn = 0; turn < 20 && !task.IsCompleted; turn++)
            {
                await Task.Yield();
            }

            clock.Advance(Step);
        }

        Assert.True(task.IsCompleted, $"Not done after {limit} on the clock.");
        return await task;
    }

    public static async Task RunAsync(this ManualTimeProvider clock, Task task, TimeSpan limit) =>
        await clock.RunAsync(ReturnAsync(task), limit);

    private static async Task<bool> ReturnAsync(Task task)
    {
        await task;
        return true;
    }
}
