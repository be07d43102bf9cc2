using System.Text.RegularExpressions;
using Verification.Api.Problems;
using Verification.Testing;

namespace Verification.Api.Tests.Problems;

public sealed partial class ProblemTypesTests
{
    [Fact]
    public void All_AreExplainedInTheErrorsPage_AndNothingElseIs()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

        var explained = Row().Matches(page).Select(row => (row.Groups[1].Value, int.Parse(row.Groups[2].Value, null)));

        Assert.Equal(ProblemTypes.All.Select(type => (type.Code, type.Status)).Order(), explained.Order());
    }

    [GeneratedRegex(@"^\| `([A-Za-z.]+)` \| (\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
