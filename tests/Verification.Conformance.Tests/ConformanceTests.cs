using Verification.Conformance.Tests.Cases;
using Verification.Conformance.Tests.Paths;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests;

/// <summary>
/// Adapter, workflow, embedded engine, stores and API over real HTTP against the simulated providers: every case on every path that it
/// can be on, judged by the ledger.
/// </summary>
public sealed class ConformanceTests(ConformanceSuite suite, ITestOutputHelper output)
{
    private const int LeastCases = 60;

    public static TheoryData<string, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, string>();
            foreach (var (path, one) in ConformanceSuite.Applicable)
            {
                runs.Add(path.Name, one.Name);
            }

            return runs;
        }
    }

    public static TheoryData<string> Providers => [.. ProviderPaths.Providers];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Case_OnPath_EndsAsItShould(string path, string name)
    {
        var complaint = await suite.ResultAsync(ProviderPaths.Find(path), CaseCatalog.Find(name));

        Assert.True(complaint is null, complaint);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Provider_OnAllItsPaths_PassesAtLeastSixtyCases(string provider)
    {
        var passed = new HashSet<string>();
        foreach (var path in ProviderPaths.All.Where(path => path.Provider == provider))
        {
            var runs = 0;
            foreach (var (_, one) in ConformanceSuite.Applicable.Where(run => run.Path == path))
            {
                if (await suite.ResultAsync(path, one) is null)
                {
                    passed.Add(one.Name);
                    runs++;
                }
            }

            Say($"{path.Name}: {runs} cases passed");
            foreach (var reason in CaseCatalog.All.Select(one => (one.Name, Reason: one.NotApplicable(path)))
                .Where(one => one.Reason is not null && path.Full).GroupBy(one => one.Reason, one => one.Name))
            {
                output.WriteLine($"  not applicable, {reason.Key}: {string.Join(", ", reason)}");
            }
        }

        Say($"{provider}: {passed.Count} cases passed");
        Assert.True(passed.Count >= LeastCases);
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        TestContext.Current.SendDiagnosticMessage(line);
    }
}
