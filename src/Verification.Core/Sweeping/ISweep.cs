namespace Verification.Core.Sweeping;

/// <summary>
/// Finds what a crash, a lost message or time itself left over, and hands it on. Runs every few minutes on every host; two runs at
/// once do no harm.
/// </summary>
public interface ISweep
{
    string Name { get; }

    /// <returns>How many things it dealt with.</returns>
    Task<int> RunAsync(CancellationToken cancellationToken);
}
