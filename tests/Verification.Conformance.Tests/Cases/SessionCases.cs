namespace Verification.Conformance.Tests.Cases;

/// <summary>The provider drops what it holds.</summary>
internal static class SessionCases
{
    private const string Kept = "the provider never deletes by itself";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("gone-before-capture")
        {
            Script = Scripts.Never.With("retention", "PT10S"),
            PersonComes = false,
            ExpiresAfter = TimeSpan.FromSeconds(15),
            Expected = Ending.Expired,
            PaidStarts = 0,
            Obstacle = path => !path.Deletes ? Kept : path.Capture == "hosted" || !path.Calls.Contains("start")
                ? "nobody has to be waited for, so that the provider is read: see gone-while-processing"
                : null,
        },
        new("gone-while-processing")
        {
            Script = Scripts.Never.With("retention", "PT4S"),
            Expected = Ending.Failed,
            Obstacle = path => path.Deletes ? null : Kept,
        },
    ];
}
