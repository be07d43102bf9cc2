namespace Verification.Providers.Incode;

/// <summary>
/// Below which numbers an image is to be taken again. The service only tells the numbers; the defaults are those that its guide advises.
/// </summary>
/// <remarks>https://docs.incode.com/docs/omni-api/integration-guide</remarks>
public sealed class IncodeQualityOptions
{
    /// <summary>From 0 to 100; more is better, whatever the name suggests.</summary>
    public double MinGlare { get; set; } = 10;

    /// <summary>From 0 to 100.</summary>
    public double MinSharpness { get; set; } = 10;

    public double MinHorizontalResolution { get; set; } = 155;

    /// <summary>From 0, alive, to 1, an imitation.</summary>
    public double MaxSpoofConfidence { get; set; }
}
