using Verification.Conformance.Tests.Cases;
using Verification.Conformance.Tests.Paths;
using Verification.Conformance.Tests.Running;

[assembly: AssemblyFixture(typeof(ConformanceSuite))]

namespace Verification.Conformance.Tests.Running;

/// <summary>Runs every case on every path at the same time, in one host for all paths with the same settings; the tests only look at what came of each.</summary>
public sealed class ConformanceSuite : IAsyncLifetime, IDisposable
{
    /// <summary>Verifications under way at once: most of a case is waiting.</summary>
    private const int AtOnce = 200;

    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly Dictionary<HostVariant, KitHost> _hosts = [];
    private Dictionary<(string Path, string Case), Task<string?>> _runs = [];

    internal static IEnumerable<(ProviderPath Path, ConformanceCase Case)> Applicable { get; } =
        from path in ProviderPaths.All from one in CaseCatalog.All where one.NotApplicable(path) is null select (path, one);

    public async ValueTask InitializeAsync()
    {
        foreach (var variant in ProviderPaths.All.Select(path => path.Host).Distinct())
        {
            _hosts[variant] = await KitHost.StartAsync(["Assure", "Incode", "Passbase"], variant);
            await _hosts[variant].AddAsync(CaseCatalog.All);
        }

        _runs = Applicable.ToDictionary(run => (run.Path.Name, run.Case.Name), run => RunAsync(run.Path, run.Case));
    }

    /// <summary>What was wrong, or null.</summary>
    internal Task<string?> ResultAsync(ProviderPath path, ConformanceCase one) => _runs[(path.Name, one.Name)];

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runs.Values);
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }

        Dispose();
    }

    public void Dispose() => _room.Dispose();

    private async Task<string?> RunAsync(ProviderPath path, ConformanceCase one)
    {
        await _room.WaitAsync();
        try
        {
            await new CaseRun(_hosts[path.Host], path, one).PlayAsync();
            return null;
        }
        catch (Exception exception) when (exception is CaseFailedException or HttpRequestException)
        {
            return exception.Message;
        }
        finally
        {
            _room.Release();
        }
    }
}
