using System.Reflection;
using System.Text.Json.Nodes;

namespace Verification.Functions.Deployment;

/// <summary>The files of the repository that a deployment is made of.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepoRoot").Value!;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static JsonNode ReadJson(string path) => JsonNode.Parse(Read(path))!;

    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
}
