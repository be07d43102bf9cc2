using System.Text.Json.Serialization;
using Verification.Simulators.Faults;
using Verification.Simulators.Incode;
using Verification.Simulators.Passbase;

namespace Verification.Simulators.Scenarios;

/// <summary>The script of one session. Anything that is not said goes as it normally would.</summary>
public sealed record Scenario
{
    /// <summary>From the file's name.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>One sentence for the list of scenarios.</summary>
    public required string Description { get; init; }

    public Outcome Outcome { get; init; } = Outcome.Accepted;

    /// <summary>Only with <see cref="Outcome.Failed"/>.</summary>
    public FailReason? FailReason { get; init; }

    /// <summary>From the start to the outcome.</summary>
    public TimeSpan Processing { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>What the provider calls the state in between, instead of its own word: a status that no document knows.</summary>
    public string? InterimStatus { get; init; }

    /// <summary>From the opening to when the provider deletes the session by itself.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>True: every JSON answer has members that no document knows.</summary>
    public bool UnknownFields { get; init; }

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public WebhookPlan Webhooks { get; init; } = new();

    /// <summary>Images that the provider's quality checks refuse.</summary>
    public IReadOnlyList<ImageRefusal> Refusals { get; init; } = [];

    /// <summary>Whom the provider reads from the document.</summary>
    public Subject Subject { get; init; } = new();

    public IncodeScript Incode { get; init; } = new();

    public PassbaseScript Passbase { get; init; } = new();
}

/// <summary>Why a verification failed, for example <c>USER_CONSENT_DENIED</c>.</summary>
public sealed record FailReason(string Type, string Message);

/// <summary>An image is refused the first so many times.</summary>
/// <param name="Image"><c>front</c>, <c>back</c> or <c>selfie</c>.</param>
/// <param name="Reason">For example <c>glare</c>; each provider says it in its own words.</param>
public sealed record ImageRefusal(string Image, string Reason, int First = 1);

/// <summary>The invented person on the simulated document.</summary>
public sealed record Subject
{
    public string FirstName { get; init; } = "ANNA MARIA";

    public string LastName { get; init; } = "JANSEN";

    public DateOnly DateOfBirth { get; init; } = new(1990, 2, 17);

    public string Gender { get; init; } = "F";

    /// <summary>ISO 3166 alpha-3, as all countries here.</summary>
    public string Nationality { get; init; } = "NLD";

    public string IssuingCountry { get; init; } = "NLD";

    public string DocumentNumber { get; init; } = "SPEC1TEST";

    public DateOnly DateOfExpiry { get; init; } = new(2032, 5, 1);

    public string PersonalIdentificationNumber { get; init; } = "999990019";
}
