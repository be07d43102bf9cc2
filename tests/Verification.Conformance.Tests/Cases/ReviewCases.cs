using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Cases;

/// <summary>Somebody decides again after the decision: inside the review window that is a new revision, after it nothing.</summary>
internal static class ReviewCases
{
    /// <summary>Long enough for the first decision to be read on a busy machine, and well inside the window of <see cref="Running.KitHost"/>.</summary>
    private const string InTime = "PT6S";

    private const string TooLate = "PT40S";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        OfUndecided("review-accepts", Review(InTime, approved: true)) with { Expected = Ending.Accepted, Revisions = 2 },
        OfUndecided("review-rejects", Review(InTime, approved: false)) with { Expected = Ending.Rejected, Revisions = 2 },
        OfUndecided("review-untold", Review(InTime, approved: true).With("webhooks", Scripts.Copies(0))) with
        {
            Expected = Ending.Accepted,
            Revisions = 2,
        },
        OfUndecided("review-told-twice", Review(InTime, approved: false).With("webhooks", Scripts.Copies(2))) with
        {
            Expected = Ending.Rejected,
            Revisions = 2,
        },
        OfUndecided("review-too-late", Review(TooLate, approved: true)) with { Expected = Ending.Inconclusive },
        OfUndecided("review-then-cancel", Review(TooLate, approved: true)) with
        {
            Act = ClientAct.Cancel,
            At = Stage.Ended,
            Expected = Ending.Inconclusive,
        },
        OfUndecided("review-then-erase", Review(TooLate, approved: true)) with
        {
            Act = ClientAct.Erase,
            At = Stage.Ended,
            Expected = Ending.Erased,
        },
        new("decision-reversed")
        {
            Script = new JsonObject { ["passbase"] = new JsonObject { ["reversedAfter"] = InTime } },
            Expected = Ending.Rejected,
            Revisions = 2,
            Obstacle = path => path.ReversesDecisions ? null : "nobody there reverses a decision",
        },
    ];

    private static ConformanceCase OfUndecided(string name, JsonObject script) => new(name)
    {
        Script = script,
        Obstacle = path => path.ReviewsUndecided ? null : "nobody there decides what was left undecided",
    };

    private static JsonObject Review(string after, bool approved) => Scripts.Outcome("inconclusive").With(
        "incode", new JsonObject { ["review"] = new JsonObject { ["after"] = after, ["approved"] = approved } });
}
