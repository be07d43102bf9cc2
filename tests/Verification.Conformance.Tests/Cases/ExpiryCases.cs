namespace Verification.Conformance.Tests.Cases;

/// <summary>The deadline passes, at each stage.</summary>
internal static class ExpiryCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("expiry-while-opening")
        {
            Script = Scripts.Never.And(Scripts.Status("open", 503, null)),
            Call = "open",
            PersonComes = false,
            ExpiresAfter = TimeSpan.FromSeconds(3),
            Expected = Ending.Expired,
            PaidStarts = 0,
        },
        new("expiry-before-capture")
        {
            Script = Scripts.Never,
            PersonComes = false,
            ExpiresAfter = TimeSpan.FromSeconds(12),
            Expected = Ending.Expired,
            PaidStarts = 0,
        },
        new("expiry-while-processing")
        {
            Script = Scripts.Never,
            ExpiresAfter = TimeSpan.FromSeconds(20),
            Expected = Ending.Expired,
        },
        new("expiry-after-lost-start")
        {
            Script = Scripts.Never.And(Scripts.Lost("start")),
            Disturbed = "start",
            ExpiresAfter = TimeSpan.FromSeconds(30),
            Expected = Ending.Expired,
        },
    ];
}
