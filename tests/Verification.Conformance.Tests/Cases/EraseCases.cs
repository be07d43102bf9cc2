namespace Verification.Conformance.Tests.Cases;

/// <summary>The client erases, at each stage.</summary>
internal static class EraseCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        At("erase-while-opening", Stage.Opening, paid: 0) with { Script = Scripts.Never.And(Scripts.Slow("open", 1)), PersonComes = false },
        At("erase-before-capture", Stage.Capture, paid: 0) with { PersonComes = false },
        At("erase-after-capture", Stage.Captured) with { Script = Scripts.Never.And(Scripts.Slow("upload", 1)) },
        At("erase-while-starting", Stage.Starting) with { Script = Scripts.Never.And(Scripts.Slow("start", 2)), Disturbed = "start" },
        At("erase-while-processing", Stage.Processing),
        At("erase-twice", Stage.Processing) with { Times = 2 },
        At("erase-after-the-end", Stage.Ended) with { Script = [] },
        At("erase-while-deletion-fails", Stage.Processing) with
        {
            Script = Scripts.Never.And(Scripts.Status("delete", 500, 2)),
            Disturbed = "delete",
        },
    ];

    private static ConformanceCase At(string name, Stage stage, int paid = 1) => new(name)
    {
        Script = Scripts.Never,
        Act = ClientAct.Erase,
        At = stage,
        Expected = Ending.Erased,
        PaidStarts = paid,
    };
}
