using System.ComponentModel.DataAnnotations;

namespace Verification.Engine;

/// <summary>Settings of the embedded engine. The defaults suit one machine.</summary>
public sealed class EngineOptions
{
    /// <summary>The folder of the engine's files. It belongs to one process at a time.</summary>
    [Required]
    public string DataDirectory { get; set; } = "";

    /// <summary>How many activities run at the same time.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrentActivities { get; set; } = 128;

    /// <summary>How many activities of one instance run or stand in the queue at the same time; its others wait behind them.</summary>
    [Range(1, 100_000)]
    public int MaxActivitiesPerInstance { get; set; } = 32;

    /// <summary>With more activities in the queue than this, new work (starts, due timers, instances found at start-up) waits.</summary>
    [Range(1, 10_000_000)]
    public int MaxQueuedActivities { get; set; } = 10_000;

    /// <summary>
    /// An activity that runs longer is asked to stop and counts as failed (<c>timeLimit</c>), whether it stops or not. At most ten minutes:
    /// an erasure waits that long for what a workflow had begun before it was ended.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan ActivityTimeLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>An instance that has had nothing to do for so long leaves memory.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan EvictIdleAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many instances with nothing to do stay in memory at most.</summary>
    [Range(0, 10_000_000)]
    public int MaxIdleInstances { get; set; } = 10_000;

    /// <summary>How long a graceful stop lets activities finish before it asks them to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Called before (false) and after (true) every commit; crash tests die here.</summary>
    internal Action<bool>? CommitProbe { get; set; }
}
