using System.Text.Json.Nodes;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Passbase;

/// <summary>One run of the widget by one person.</summary>
internal sealed class PassbaseIdentity(string id, long number, ScenarioRun run, string email, DateTimeOffset created)
{
    public string Id { get; } = id;

    /// <summary>What the ledger knows its latest hand-in by; an authentication is one of its own.</summary>
    public string LedgerId { get; set; } = id;

    /// <summary>Its place in the list.</summary>
    public long Number { get; } = number;

    /// <summary>The script of its latest hand-in.</summary>
    public ScenarioRun Run { get; set; } = run;

    public string Email { get; } = email;

    public JsonObject? Metadata { get; set; }

    public string Status { get; set; } = PassbaseStatus.Created;

    public string Sex { get; set; } = run.Scenario.Subject.Gender;

    public bool WatchlistClean { get; set; } = true;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Updated { get; set; } = created;

    public DateTimeOffset? Processed { get; set; }

    public IReadOnlyList<PassbaseResource> Resources { get; } =
    [
        new(RandomIds.Uuid(), "PASSPORT", new(RandomIds.Uuid(), "document_image", 1)),
        new(RandomIds.Uuid(), "SELFIE_VIDEO", new(RandomIds.Uuid(), "face_video", 0)),
    ];

    public bool IsProcessed => Processed is not null;

    public PassbaseResource Document => Resources[0];
}

/// <summary>What the person handed in.</summary>
internal sealed record PassbaseResource(string Id, string Type, PassbaseFile File);

internal sealed record PassbaseFile(string Id, string Type, int Page);

internal static class PassbaseStatus
{
    public const string Created = "created";
    public const string Processing = "processing";
    public const string Pending = "pending";
    public const string Approved = "approved";
    public const string Declined = "declined";

    public static bool IsDecision(string status) => status is Approved or Declined;

    public static string Opposite(string status) => status == Approved ? Declined : Approved;

    /// <summary>Passbase decides yes or no; everything else waits for a person who never comes.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => Approved,
        Outcome.Rejected => Declined,
        _ => Pending,
    };
}
