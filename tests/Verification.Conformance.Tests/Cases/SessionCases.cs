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
            Obstacle = path => !path.Deletes ? Kept
                : path.Person is not null ? "the provider is read meanwhile: see gone-during-capture" : null,
        },
        new("gone-during-capture")
        {
            Script = Scripts.Never.With("retention", "PT4S"),
            PersonComes = false,
            Expected = Ending.Failed,
            PaidStarts = 0,
            Obstacle = path => !path.Deletes ? Kept
                : path.Person is null ? "the provider is not read while images are awaited: see gone-before-capture" : null,
        },
        new("gone-while-processing")
        {
            Script = Scripts.Never.With("retention", "PT4S"),
            Expected = Ending.Failed,
            Obstacle = path => path.Deletes ? null : Kept,
        },
    ];
}
