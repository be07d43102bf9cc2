using Verification.Simulators.Images;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Incode;

/// <summary>How far the processing of the document is.</summary>
internal enum IncodeJob
{
    None,
    Running,
    Done,
}

/// <summary>One session as the simulator holds it; guarded by the lock of <see cref="IncodeState"/>.</summary>
internal sealed class IncodeInterview(string id, StartRequest request, ScenarioRun run)
{
    public const string Unknown = "UNKNOWN";
    public const string Finished = "ONBOARDING_FINISHED";
    public const string Expired = "EXPIRED";

    public string Id => id;

    public StartRequest Request => request;

    public ScenarioRun Run => run;

    public IncodeScript Script => run.Scenario.Incode;

    /// <summary>Part of the address of the hosted page.</summary>
    public string Code { get; } = RandomIds.TraceId();

    public string Status { get; set; } = Unknown;

    public IncodeJob Job { get; set; }

    public bool FaceProcessed { get; set; }

    /// <summary>Rules have run and the score is final.</summary>
    public bool Completed { get; set; }

    /// <summary>True once the person's side was done by the SDK or the hosted page.</summary>
    public bool Captured { get; set; }

    /// <summary>What a person at Incode decided.</summary>
    public bool? Approved { get; set; }

    public Dictionary<string, SimulatedImage> Images { get; } = new(StringComparer.Ordinal);

    public bool HasSelfie => Captured || Images.ContainsKey("selfie");

    /// <summary>Nothing more is taken in.</summary>
    public bool IsOver => Completed || Status == Expired;
}
