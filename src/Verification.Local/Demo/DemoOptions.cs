namespace Verification.Local.Demo;

/// <summary>What the demo was asked to do.</summary>
internal sealed record DemoOptions
{
    public const string DefaultProvider = "assure.signicatpictureid";

    public const string DefaultScenario = "accepted";

    public string Provider { get; init; } = DefaultProvider;

    public string Scenario { get; init; } = DefaultScenario;

    public FileInfo? Front { get; init; }

    public FileInfo? Back { get; init; }

    public FileInfo? Selfie { get; init; }

    /// <summary>Null: a new folder of its own under <c>./data/demo</c>, so that two runs never meet.</summary>
    public string? DataDirectory { get; init; }

    public bool Json { get; init; }
}
