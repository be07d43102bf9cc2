namespace Verification.Core.Sweeping;

/// <summary>
/// Finds what a crash, a lost message or time itself left over, and hands it on. Runs again and again on every host; two runs at
/// once do no harm.
/// </summary>
public interface ISweep
{
    string Name { get; }

    /// <summary>How long after one run the next one begins.</summary>
    TimeSpan Interval => TimeSpan.FromMinutes(5);

    /// <returns>How many things it dealt with.</returns>
    Task<int> RunAsync(CancellationToken cancellationToken);
}
