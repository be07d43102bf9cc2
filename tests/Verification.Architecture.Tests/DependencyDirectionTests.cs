namespace Verification.Architecture.Tests;

/// <summary>Dependencies point inwards only: hosts, then what hosts share, then capabilities, then Core. The simulators stand alone.</summary>
public sealed class DependencyDirectionTests
{
    private const string Core = "Verification.Core";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Core] = [],
        ["Verification.Providers"] = [Core],
        ["Verification.Storage"] = [Core],
        ["Verification.Api"] = [Core],
        ["Verification.Engine"] = [Core],
        ["Verification.Simulators"] = [],
        ["Verification.Hosting"] = [Core, "Verification.Providers", "Verification.Storage", "Verification.Api"],
        ["Verification.Local"] =
        [
            Core, "Verification.Providers", "Verification.Storage", "Verification.Api", "Verification.Hosting", "Verification.Engine",
            "Verification.Simulators",
        ],
        ["Verification.Functions"] = [Core, "Verification.Providers", "Verification.Storage", "Verification.Api", "Verification.Hosting"],
    };

    public static TheoryData<string> Projects => ProductProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfEachProject_PointInwards(string name)
    {
        Assert.True(Allowed.ContainsKey(name), $"{name} is new: give it its place in the dependency direction here.");
        var project = new ProductProject(name);

        var ours = project.ProjectReferences().Concat(project.CompiledReferences())
            .Where(reference => reference.StartsWith("Verification.", StringComparison.Ordinal));

        ours.Except(Allowed[name]).ShouldBeNone();
    }

    [Fact]
    public void CompiledReferences_OfCore_HoldNoInputOrOutput()
    {
        string[] outside = ["System.Net", "System.IO.", "Microsoft.AspNetCore", "Microsoft.Data", "Microsoft.DurableTask", "Azure.", "Polly"];

        var references = new ProductProject(Core).CompiledReferences();

        Assert.DoesNotContain(references, name => outside.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
    }
}
