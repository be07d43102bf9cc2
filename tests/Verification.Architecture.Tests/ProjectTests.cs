using Verification.Testing;

namespace Verification.Architecture.Tests;

/// <summary>Tests mirror <c>src/</c> project by project and folder by folder, and everything is in the solution.</summary>
public sealed class ProjectTests
{
    /// <summary>Folders of tests that judge more than one folder of the product, and so mirror none.</summary>
    private static readonly string[] Suites = ["Conformance", "Crashes", "Deployment", "EndToEnd"];

    private static readonly string Solution = File.ReadAllText(Repository.PathTo(Repository.SolutionFile));

    public static TheoryData<string> Products => ProductProject.Names;

    public static TheoryData<string> Projects =>
    [
        .. from folder in new[] { "src", "tests", "bench" }
           where Directory.Exists(Repository.PathTo(folder))
           from file in Directory.EnumerateFiles(Repository.PathTo(folder), "*.csproj", SearchOption.AllDirectories)
           select Path.GetRelativePath(Repository.Root, file),
    ];

    [Theory]
    [MemberData(nameof(Products))]
    public void Project_OfProduct_HasItsTests(string name) =>
        Assert.True(File.Exists(Repository.PathTo("tests", $"{name}.Tests", $"{name}.Tests.csproj")));

    [Theory]
    [MemberData(nameof(Products))]
    public void TestFolders_OfProject_MirrorItsFolders(string name)
    {
        var tests = Repository.PathTo("tests", $"{name}.Tests");
        var folders = Directory.EnumerateFiles(tests, "*Tests.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(tests, Path.GetDirectoryName(file)!))
            .Distinct();

        var astray = folders.Where(folder => !Suites.Contains(folder.Split(Path.DirectorySeparatorChar)[0])
            && !Directory.Exists(Path.Combine(Repository.PathTo("src", name), folder)));
        astray.ShouldBeNone();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_InEveryConfiguration_IsBuiltByTheSolution(string path)
    {
        var entry = Solution.Split('\n').SingleOrDefault(line => line.Contains($"\"{path.Replace('\\', '/')}\"", StringComparison.Ordinal));
        Assert.True(entry is not null, $"{path} is not in {Repository.SolutionFile}.");

        var id = entry.Split('"')[^2];
        var built = new[] { "Debug", "Release", "Azure" }.Where(configuration => Solution.Contains($"{id}.{configuration}|Any CPU.Build.0", StringComparison.Ordinal));

        Assert.Equal(Path.GetFileNameWithoutExtension(path) == ProductProject.AzureHost ? ["Azure"] : ["Debug", "Release", "Azure"], built);
    }
}
