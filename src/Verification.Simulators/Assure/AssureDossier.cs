using Verification.Simulators.Images;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Assure;

/// <summary>One dossier as the simulator holds it; guarded by the lock of <see cref="AssureState"/>.</summary>
internal sealed class AssureDossier(string id, string? reference, ScenarioRun run, DateTimeOffset now)
{
    public string Id => id;

    public string? Reference => reference;

    public ScenarioRun Run => run;

    public DateTimeOffset CreatedAt { get; } = now;

    public DateTimeOffset UpdatedAt { get; set; } = now;

    public List<AssureProcess> Processes { get; } = [];
}

/// <summary>One process as the simulator holds it; guarded by the lock of <see cref="AssureState"/>.</summary>
internal sealed class AssureProcess(AssureDossier dossier, AssureProduct product, CreateProcessRequest request, DateTimeOffset now)
{
    public string Id { get; } = RandomIds.Uuid();

    public AssureDossier Dossier => dossier;

    public AssureProduct Product => product;

    public CreateProcessRequest Request => request;

    public DateTimeOffset CreatedAt { get; } = now;

    public DateTimeOffset UpdatedAt { get; set; } = now;

    public AssureStatus Status { get; set; } = AssureStatus.Pending;

    /// <summary>When the outcome stood.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>For the provider's SDK, where it has one.</summary>
    public string? SdkToken { get; } = product.HasSdk ? RandomIds.Token() : null;

    /// <summary>True once images came by SDK or capture page, which check them themselves.</summary>
    public bool Captured { get; set; }

    /// <summary>True where a capture flow made the process, and Assure starts it.</summary>
    public bool Hosted { get; init; }

    public Dictionary<string, SimulatedImage> Images { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The states of a process.</summary>
internal enum AssureStatus
{
    Pending,
    Processing,
    Accepted,
    Rejected,
    Inconclusive,
    Canceled,
    Failed,
}

internal static class AssureStatuses
{
    public static bool IsFinal(this AssureStatus status) => status > AssureStatus.Processing;

    /// <summary>As it stands on the wire.</summary>
    public static string Word(this AssureStatus status) => status switch
    {
        AssureStatus.Pending => "pending",
        AssureStatus.Processing => "processing",
        AssureStatus.Accepted => "accepted",
        AssureStatus.Rejected => "rejected",
        AssureStatus.Inconclusive => "inconclusive",
        AssureStatus.Canceled => "canceled",
        _ => "failed",
    };
}
