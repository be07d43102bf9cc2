namespace Verification.Conformance.Tests.Cases;

/// <summary>All cases; their names are unique.</summary>
internal static class CaseCatalog
{
    public const string HappyPath = "accepted";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. OutcomeCases.All, .. RetakeCases.All, .. TransportCases.All, .. NotificationCases.All, .. CancelCases.All,
        .. ExpiryCases.All, .. EraseCases.All, .. SessionCases.All, .. ReviewCases.All, .. PassbaseCases.All,
    ];

    public static ConformanceCase Find(string name) => All.Single(one => one.Name == name);
}
