namespace Verification.Conformance.Tests.Cases;

/// <summary>The client cancels, at each stage.</summary>
internal static class CancelCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        At("cancel-while-opening", Stage.Opening, paid: 0) with
        {
            Script = Scripts.Never.And(Scripts.Slow("open", 1)),
            PersonComes = false,
        },
        At("cancel-before-capture", Stage.Capture, paid: 0) with { PersonComes = false },
        At("cancel-after-capture", Stage.Captured) with { Script = Scripts.Never.And(Scripts.Slow("upload", 1)) },
        At("cancel-while-starting", Stage.Starting) with
        {
            Script = Scripts.Never.And(Scripts.Slow("start", 2)),
            Disturbed = "start",
        },
        At("cancel-after-lost-start", Stage.Starting) with
        {
            Script = Scripts.Never.And(Scripts.Lost("start")),
            Disturbed = "start",
        },
        At("cancel-while-processing", Stage.Processing),
        At("cancel-twice", Stage.Processing) with { Times = 2 },
        At("cancel-too-late", Stage.Ended) with { Script = [], Expected = Ending.Accepted },
    ];

    private static ConformanceCase At(string name, Stage stage, int paid = 1) => new(name)
    {
        Script = Scripts.Never,
        Act = ClientAct.Cancel,
        At = stage,
        Expected = Ending.Canceled,
        PaidStarts = paid,
    };
}
