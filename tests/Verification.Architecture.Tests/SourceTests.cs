using System.Text.RegularExpressions;
using Verification.Testing;

namespace Verification.Architecture.Tests;

/// <summary>What is never on main, in any source file of ours.</summary>
public sealed partial class SourceTests
{
    private static readonly (string What, Regex Pattern)[] Leftovers =
    [
        ("a note to do something later", LaterNote()),
        ("a region", Region()),
        ("code that is not there", Unwritten()),
        ("a skipped test", SkippedTest()),
        ("a suppressed warning without its reason behind it", BareSuppression()),
    ];

    [Fact]
    public void Sources_HoldNoLeftovers() =>
        (from file in Sources().AsParallel()
         from line in File.ReadLines(file).Index()
         from leftover in Leftovers
         where leftover.Pattern.IsMatch(line.Item)
         select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1} has {leftover.What}").ShouldBeNone();

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("    #reg" + "ion Fields")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    [InlineData("[Fact(Sk" + "ip = \"slow\")]")]
    [InlineData("#pragma warning disable CA1000")]
    public void Leftovers_OfEachKind_AreFound(string line) => Assert.Single(Leftovers, leftover => leftover.Pattern.IsMatch(line));

    /// <summary>Namespaces are guessed from paths, so they must follow them.</summary>
    [Fact]
    public void Namespace_OfEveryProductFile_IsProjectAndFolder() =>
        (from file in Sources()
         let path = Path.GetRelativePath(Repository.PathTo("src"), file)
         where !path.StartsWith("..", StringComparison.Ordinal)
         let declared = NamespaceDeclaration().Match(File.ReadAllText(file))
         where declared.Success && declared.Groups[1].Value != Path.GetDirectoryName(path)!.Replace(Path.DirectorySeparatorChar, '.')
         select $"{path} is in {declared.Groups[1].Value}").ShouldBeNone();

    private static IEnumerable<string> Sources() =>
        from folder in new[] { "src", "tests", "bench" }
        let top = Repository.PathTo(folder)
        where Directory.Exists(top)
        from file in Directory.EnumerateFiles(top, "*.cs", SearchOption.AllDirectories)
        select file;

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K)\b")]
    private static partial Regex LaterNote();

    [GeneratedRegex(@"^\s*#(end)?region\b")]
    private static partial Regex Region();

    [GeneratedRegex(@"\bNotImplemented(?=Exception\b)")]
    private static partial Regex Unwritten();

    [GeneratedRegex(@"\bSkip(When|Unless)?\s*=\s*(""|nameof|true)|\bAssert\.Skip")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"^\s*#pragma warning disable\b(?!.*//)")]
    private static partial Regex BareSuppression();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();
}
