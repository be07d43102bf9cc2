namespace Verification.Providers.Resilience;

/// <summary>
/// How calls to one provider family are bounded, spaced and given up. The same under every <c>Providers:*:Resilience</c>.
/// </summary>
public sealed class ResilienceOptions
{
    /// <summary>One try, from asking for a connection to the end of the answer.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A call with all its tries and the pauses between them.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long after a call was given up its effect may still appear at the provider; whoever wants to know waits
    /// <see cref="TotalTimeout"/> and this.
    /// </summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries after the first.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>The pause before the first retry; it doubles from there and is jittered.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause; a <c>Retry-After</c> beyond it ends the call and is handed to the workflow.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls under way at the same time.</summary>
    public int Concurrency { get; set; } = 32;

    /// <summary>Calls that may wait for their turn; more are refused at once.</summary>
    public int Queue { get; set; } = 1024;

    /// <summary>The part of failed calls within <see cref="SamplingDuration"/> that opens the circuit.</summary>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>Calls within <see cref="SamplingDuration"/> below which the circuit never opens.</summary>
    public int MinimumThroughput { get; set; } = 10;

    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit refuses calls before it lets one through.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>What is wrong, as full sentences that name the setting; empty when nothing is.</summary>
    public IEnumerable<string> Validate(string section)
    {
        var shortest = TimeSpan.FromMilliseconds(500);
        if (TryTimeout <= TimeSpan.Zero || TotalTimeout < TryTimeout || TotalTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{section}:TryTimeout must be more than zero, and {section}:TotalTimeout at least as long and at most one hour.";
        }

        if (Settle < TimeSpan.Zero)
        {
            yield return $"{section}:Settle must not be negative.";
        }

        if (Retries is < 0 or > 10 || RetryDelay < TimeSpan.Zero || MaxRetryDelay < RetryDelay)
        {
            yield return $"{section}:Retries must be 0 to 10, and {section}:MaxRetryDelay at least {section}:RetryDelay.";
        }

        if (Concurrency < 1 || Queue < 0)
        {
            yield return $"{section}:Concurrency must be at least 1 and {section}:Queue not negative.";
        }

        if (FailureRatio is <= 0 or > 1 || MinimumThroughput < 2 || SamplingDuration < shortest || BreakDuration < shortest)
        {
            yield return $"{section}:FailureRatio must be above 0 and at most 1, {section}:MinimumThroughput at least 2, "
                + $"{section}:SamplingDuration and {section}:BreakDuration at least half a second.";
        }
    }
}
