namespace Verification.Core.Orchestration;

/// <summary>Growing intervals: a day of waiting takes about 150 rounds, which keeps a history short without starting it anew.</summary>
internal static class PollSchedule
{
    private const double Growth = 1.5;

    /// <param name="round">Counted from 0.</param>
    public static TimeSpan Interval(int round, TimeSpan first, TimeSpan last) =>
        first * Math.Min(Math.Pow(Growth, round), last / first);
}
