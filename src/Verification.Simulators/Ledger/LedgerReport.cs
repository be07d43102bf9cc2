namespace Verification.Simulators.Ledger;

/// <summary>What was really asked of the providers: the body of <c>GET /_sim/ledger</c>.</summary>
/// <param name="Providers">By provider; a provider that was never asked for anything is missing.</param>
/// <param name="Sessions">In the order in which they were opened.</param>
public sealed record LedgerReport(
    LedgerCounts Total,
    IReadOnlyDictionary<string, LedgerCounts> Providers,
    IReadOnlyList<LedgerSession> Sessions);

/// <summary>Counts over sessions.</summary>
/// <param name="StartCalls">Start calls that arrived, also those that failed or had no effect.</param>
/// <param name="VerificationsStarted">Verifications that a customer would be billed for.</param>
/// <param name="ResultsRead">Answers that carried a final outcome or a result file.</param>
/// <param name="SessionsDeleted">Deleted by the client.</param>
/// <param name="SessionsOpen">Neither deleted nor gone by the provider's own retention.</param>
/// <param name="WebhooksSent">Tries to deliver a notification.</param>
/// <param name="WebhookAnswers">How often each answer came: a status code, <c>timeout</c> or <c>unreachable</c>.</param>
/// <param name="Calls">Calls that arrived, by name; calls that name no known session are counted here alone.</param>
public sealed record LedgerCounts(
    int SessionsOpened,
    int ImagesReceived,
    int StartCalls,
    int VerificationsStarted,
    int ResultsRead,
    int SessionsDeleted,
    int SessionsOpen,
    int WebhooksSent,
    IReadOnlyDictionary<string, int> WebhookAnswers,
    IReadOnlyDictionary<string, int> Calls);

/// <summary>One session as it stands.</summary>
/// <param name="Reference">The client's own reference, as received.</param>
/// <param name="Faults">Calls that the scenario let go wrong, by kind.</param>
public sealed record LedgerSession(
    string Provider,
    string Id,
    string? Reference,
    string Scenario,
    DateTimeOffset OpenedAt,
    DateTimeOffset? DeletedAt,
    DateTimeOffset? ExpiredAt,
    int StartCalls,
    int ResultsRead,
    IReadOnlyList<LedgerImage> Images,
    IReadOnlyList<LedgerStart> Started,
    IReadOnlyList<LedgerWebhook> Webhooks,
    IReadOnlyDictionary<string, int> Calls,
    IReadOnlyDictionary<string, int> Faults);

/// <summary>An image as it was received, also one that replaced another.</summary>
/// <param name="Kind"><c>front</c>, <c>back</c> or <c>selfie</c>.</param>
/// <param name="Sha256">In lower-case hex.</param>
/// <param name="Format"><c>png</c> or <c>jpeg</c>.</param>
/// <param name="Size">In bytes.</param>
public sealed record LedgerImage(string Kind, string Sha256, string Format, int Size, DateTimeOffset At);

/// <summary>A verification that a customer would be billed for.</summary>
/// <param name="Id">What the provider calls it, for example the process id.</param>
/// <param name="Product">For example <c>signicatpictureid</c>.</param>
public sealed record LedgerStart(string Id, string Product, DateTimeOffset At);

/// <summary>One try to deliver a notification.</summary>
/// <param name="Variant"><c>genuine</c>, <c>stale</c>, <c>contradicting</c> or <c>forged</c>.</param>
/// <param name="Answer">The status code, <c>timeout</c> or <c>unreachable</c>.</param>
public sealed record LedgerWebhook(string Name, string Variant, int Attempt, string Answer, DateTimeOffset At);
