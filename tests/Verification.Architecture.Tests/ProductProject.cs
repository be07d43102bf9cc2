using System.Reflection;
using System.Xml.Linq;
using Verification.Testing;

namespace Verification.Architecture.Tests;

/// <summary>A project under <c>src/</c>.</summary>
internal sealed record ProductProject(string Name)
{
    /// <summary>The host that is built in configuration Azure only, so there is no assembly of it to look into.</summary>
    public const string AzureHost = "Verification.Functions";

    public static IReadOnlyList<ProductProject> All { get; } =
        [.. Directory.GetDirectories(Repository.PathTo("src")).Select(folder => new ProductProject(Path.GetFileName(folder))).OrderBy(project => project.Name)];

    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. All.Where(project => project.Name != AzureHost).Select(project => project.Load())];

    public static TheoryData<string> Names => [.. All.Select(project => project.Name)];

    public string Folder => Repository.PathTo("src", Name);

    public IEnumerable<string> ProjectReferences() =>
        XDocument.Load(Path.Combine(Folder, $"{Name}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    public IEnumerable<string> CompiledReferences() =>
        Name == AzureHost ? [] : Load().GetReferencedAssemblies().Select(assembly => assembly.Name!);

    private Assembly Load() => Assembly.Load(Name);
}
