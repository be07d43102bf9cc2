using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Cases;

/// <summary>Images that the provider refuses while they are uploaded: for each reason, how often, and what the client does then.</summary>
internal static class RetakeCases
{
    /// <summary>In the words of Incode's simulator, and the code that the person must be asked with.</summary>
    private static readonly (string Image, string Reason, string Code)[] Reasons =
    [
        ("front", "glare", "glare"),
        ("front", "blur", "blur"),
        ("front", "tooSmall", "tooSmall"),
        ("front", "unreadable", "unreadable"),
        ("front", "notRecognised", "notRecognised"),
        ("front", "UNKNOWN_DOCUMENT_TYPE", "notRecognised"),
        ("front", "WRONG_ONE_SIDED_DOCUMENT", "wrongDocument"),
        ("front", "DOCUMENT_NOT_READABLE", "unreadable"),
        ("front", "UNABLE_TO_ALIGN_DOCUMENT", "cropped"),
        ("front", "ID_TYPE_UNACCEPTABLE", "notAccepted"),
        ("front", "UNEXPECTED_ERROR_OCCURRED", "unusable"),
        ("back", "WRONG_DOCUMENT_SIDE", "wrongSide"),
        ("back", "glare", "glare"),
        ("selfie", "spoof", "notLive"),
        ("selfie", "tooDark", "tooDark"),
        ("selfie", "glasses", "glasses"),
        ("selfie", "mask", "mask"),
        ("selfie", "100", "tooDark"),
        ("selfie", "3004", "notCentred"),
        ("selfie", "3005", "tooFar"),
        ("selfie", "3006", "blur"),
        ("selfie", "4010", "severalFaces"),
        ("selfie", "4019", "noFace"),
        ("selfie", "9999", "poorConditions"),
    ];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Of("retake", Refusing("front", "glare")),
        Of("retake-twice", Refusing("front", "glare", 2)),
        Of("retake-of-each-image", Refusals(Refusal("front", "glare"), Refusal("back", "blur"), Refusal("selfie", "tooDark"))),
        Of("retake-while-uploads-fail", Refusing("front", "glare").And(Scripts.Status("upload", 503, 3))),
        Of("retake-answer-lost", Refusing("front", "glare", 2).And(Scripts.Lost("upload"))) with { Disturbed = "upload" },
        Of("retake-rejected", Refusing("front", "glare").With("outcome", "rejected")) with { Expected = Ending.Rejected },
        Of("retake-never-good", Refusing("front", "glare", 99)) with { Expected = Ending.Failed, Reason = "images.refused", PaidStarts = 0 },
        Of("retake-then-cancel", Refusing("front", "glare")) with
        {
            Act = ClientAct.Cancel,
            At = Stage.Retake,
            Expected = Ending.Canceled,
            PaidStarts = 0,
        },
        Of("retake-then-erase", Refusing("front", "glare")) with
        {
            Act = ClientAct.Erase,
            At = Stage.Retake,
            Expected = Ending.Erased,
            PaidStarts = 0,
        },
        Of("retake-by-nobody", Refusing("front", "glare")) with
        {
            Captures = 1,
            ExpiresAfter = TimeSpan.FromSeconds(20),
            Expected = Ending.Expired,
            PaidStarts = 0,
        },
        Of("retake-with-one-side", Refusing("front", "glare").With("incode", new JsonObject { ["oneSided"] = true })) with
        {
            Asks = ["front.glare"],
            AsksNot = "back.again",
            Obstacle = path => Obstacle(path) ?? (path.NamesRefusals ? null : "the provider does not say that the back is not needed"),
        },
        .. from reason in Reasons
           select Of($"retake-{reason.Image}-{Word(reason.Reason)}", Refusing(reason.Image, reason.Reason)) with
           {
               Asks = [$"{reason.Image}.{reason.Code}"],
               Obstacle = path => Obstacle(path) ?? (path.NamesRefusals ? null : "the provider does not say what is wrong with an image"),
           },
    ];

    private static ConformanceCase Of(string name, JsonObject script) => new(name) { Script = script, Obstacle = Obstacle };

    private static string Word(string reason) => reason.Replace('_', '-').ToLowerInvariant();

    private static string? Obstacle(Paths.ProviderPath path) => path.Capture != "upload" ? "images are not uploaded through the API"
        : path.RefusesImages ? null : "the provider does not ask for better images";

    private static JsonObject Refusing(string image, string reason, int first = 1) => Refusals(Refusal(image, reason, first));

    private static JsonObject Refusals(params JsonNode[] refusals) => new() { ["refusals"] = new JsonArray(refusals) };

    private static JsonObject Refusal(string image, string reason, int first = 1) =>
        new() { ["image"] = image, ["reason"] = reason, ["first"] = first };
}
