using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Paths;

namespace Verification.Conformance.Tests.Cases;

/// <summary>What the client does besides starting the verification and letting the person show what is asked for.</summary>
internal enum ClientAct
{
    None,
    Cancel,
    Erase,
}

/// <summary>When the client does it.</summary>
internal enum Stage
{
    /// <summary>As soon as the start is answered.</summary>
    Opening,

    /// <summary>The session is open and the person has done nothing yet.</summary>
    Capture,

    /// <summary>The person has just shown everything.</summary>
    Captured,

    /// <summary>The provider wants an image again.</summary>
    Retake,

    /// <summary>The start call has reached the provider.</summary>
    Starting,

    /// <summary>The verification is paid for and under way.</summary>
    Processing,

    /// <summary>The outcome is there.</summary>
    Ended,
}

/// <summary>How the client starts.</summary>
internal enum StartManner
{
    Once,

    /// <summary>The images come with the start.</summary>
    WithImages,

    /// <summary>The same request three times at the same moment with one idempotency key.</summary>
    Repeated,

    /// <summary>Two verifications of one person at the same moment, which nothing but their ids tells apart.</summary>
    Twins,
}

/// <summary>One case: what the provider does, what the client does, and what has to come of it.</summary>
internal sealed record ConformanceCase(string Name)
{
    /// <summary>The script of the provider.</summary>
    public JsonObject Script { get; init; } = [];

    public StartManner Start { get; init; }

    public ClientAct Act { get; init; }

    public Stage At { get; init; }

    /// <summary>How often the client does it.</summary>
    public int Times { get; init; } = 1;

    /// <summary>False: nobody comes to the capture.</summary>
    public bool PersonComes { get; init; } = true;

    /// <summary>How often the person does what is asked for.</summary>
    public int Captures { get; init; } = int.MaxValue;

    /// <summary>What the person must have been asked for, by code; with refusals in the script something again in any case.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>What the person must not have been asked for.</summary>
    public string? AsksNot { get; init; }

    /// <summary>True: the person leaves the capture without having shown anything.</summary>
    public bool PersonGivesUp { get; init; }

    /// <summary>Who comes instead of the path's person.</summary>
    public IPerson? Person { get; init; }

    public TimeSpan? ExpiresAfter { get; init; }

    public string? Keep { get; init; }

    public Ending Expected { get; init; } = Ending.Accepted;

    /// <summary>How many outcomes there have to be one after another; the last one is what is expected.</summary>
    public int Revisions { get; init; } = 1;

    /// <summary>A code that must be among the reasons of the snapshot.</summary>
    public string? Reason { get; init; }

    /// <summary>The paid starts that are allowed; a decision needs one.</summary>
    public int PaidStarts { get; init; } = 1;

    /// <summary>The kind of call that the case is about: it is for paths that make it.</summary>
    public string? Call { get; init; }

    /// <summary>The same, and one of them must have been disturbed while there was a session.</summary>
    public string? Disturbed { get; init; }

    /// <summary>The notifications that must have been tried before the case is judged.</summary>
    public int Notifications { get; init; }

    /// <summary>True: the answer to the first call that opens a session is lost after it had its effect.</summary>
    public bool LosesOpening { get; init; }

    /// <summary>True: no deletion ever works, so the session may be left.</summary>
    public bool SessionStays { get; init; }

    /// <summary>Why the case cannot be on this path, or null where it can.</summary>
    public Func<ProviderPath, string?> Obstacle { get; init; } = _ => null;

    public string Scenario => $"kit-{Name}";

    public string? NotApplicable(ProviderPath path) => this switch
    {
        { Name: not CaseCatalog.HappyPath } when !path.Full => "this process type is another name for a path that has it",
        _ when (Disturbed ?? Call) is { } call && !path.Calls.Contains(call) => $"no call of kind {call} is made here",
        _ when Script["outcome"]?.ToString() is { } outcome && !path.Outcomes.Contains(outcome) => $"the provider has no outcome {outcome}",
        { SessionStays: true } when !path.Deletes => "the provider has no deletion",
        _ => Obstacle(path),
    };
}
