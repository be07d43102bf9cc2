namespace Verification.Conformance.Tests.Paths;

/// <summary>Every path of every provider. A new provider adds its own list here.</summary>
internal static class ProviderPaths
{
    public static IReadOnlyList<ProviderPath> All { get; } = [.. AssurePaths.All, .. IncodePaths.All, .. PassbasePaths.All];

    public static IEnumerable<string> Providers => All.Select(path => path.Provider).Distinct();

    public static ProviderPath Find(string name) => All.Single(path => path.Name == name);
}
