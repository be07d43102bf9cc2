using Verification.Simulators.Images;

namespace Verification.Simulators.Assure;

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

    /// <summary>True once the verification runs or ran.</summary>
    public bool Started { get; set; }

    /// <summary>When the outcome stood.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>For the provider's SDK, where it has one.</summary>
    public string? SdkToken { get; } = product.HasSdk ? RandomIds.Token() : null;

    /// <summary>True once the provider's SDK has uploaded what it wants, which it checks itself.</summary>
    public bool Captured { get; set; }

    /// <summary>True where a capture flow made the process, and Assure starts it.</summary>
    public bool Hosted { get; init; }

    /// <summary>The image of this depiction, in whatever case it is asked for; null when there is none.</summary>
    public SimulatedImage? FindImage(string depiction) =>
        product.HasPortrait && depiction.Equals("portrait", StringComparison.OrdinalIgnoreCase)
            ? Images.GetValueOrDefault("front")
            : Images.GetValueOrDefault(depiction);

    public Dictionary<string, SimulatedImage> Images { get; } = new(StringComparer.OrdinalIgnoreCase);
}
