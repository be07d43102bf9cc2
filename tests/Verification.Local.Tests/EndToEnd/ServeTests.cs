using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Verification.Local.Commands;
using Verification.Testing;

namespace Verification.Local.Tests.EndToEnd;

/// <summary><c>serve</c> in processes of its own, also killed.</summary>
public sealed class ServeTests : IDisposable
{
    private const string FreePort = "http://127.0.0.1:0";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_JpegWithStart_ReachesTheProviderByteForByte()
    {
        await using var serve = LocalProcess.Start("serve", "--urls", FreePort, "--data", _data.FullName);
        using var api = await ConnectAsync(serve);

        var id = await api.StartAsync("accepted", "passport.jpg");
        var snapshot = await EndOfAsync(api, id);

        Assert.Equal("accepted", snapshot["decision"]!.GetValue<string>());
        var session = (await api.GetAsync("/_sim/ledger"))["sessions"]!.AsArray().Single()!;
        var image = session["images"]!.AsArray().Single()!;
        var picture = await File.ReadAllBytesAsync(Repository.PathTo("samples", "passport.jpg"), Cancelled);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), image["sha256"]!.GetValue<string>());
    }

    [Fact]
    public async Task Serve_AddressOpenedInABrowser_ShowsTheReference()
    {
        await using var serve = LocalProcess.Start("serve", "--urls", FreePort, "--data", _data.FullName);
        using var api = await ConnectAsync(serve);

        Assert.Contains("<title>Verification API", await api.GetPageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_KilledInTheMiddle_BringsEveryVerificationToItsOneDecision()
    {
        await using var simulators = LocalProcess.Start("simulators", "--urls", FreePort);
        var provider = (await simulators.ReadAsync("simulators", Cancelled)).Split(' ')[0];
        string[] command = ["serve", "--urls", FreePort, "--data", _data.FullName, "--simulators", provider];
        string[] ids;
        string key;
        await using (var killed = LocalProcess.Start(command))
        {
            using var api = await ConnectAsync(killed);
            using var control = new ApiClient(provider, "none");
            await control.PostAsync("/_sim/scenarios", new JsonObject
            {
                ["name"] = "unhurried",
                ["scenario"] = new JsonObject { ["description"] = "Long enough to be killed in.", ["processing"] = "PT1S" },
            });
            ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.StartAsync("unhurried")));
            key = api.Key;
            await killed.KillAsync();
        }

        await using var restarted = LocalProcess.Start(command);
        using var again = await ConnectAsync(restarted);
        foreach (var id in ids)
        {
            var snapshot = await EndOfAsync(again, id);
            Assert.Equal("accepted", snapshot["decision"]?.GetValue<string>());
        }

        using var ledger = new ApiClient(provider, "none");
        var total = (await ledger.GetUntilAsync("/_sim/ledger", report => report["total"]!["sessionsOpen"]!.GetValue<int>() == 0))["total"]!;
        Assert.Equal(key, again.Key);
        Assert.Equal(ids.Length, total["verificationsStarted"]!.GetValue<int>());
        Assert.Equal(total["sessionsOpened"]!.GetValue<int>(), total["sessionsDeleted"]!.GetValue<int>());
    }

    [Fact]
    public async Task Serve_DataFolderInUse_ExitsWithOneSentence()
    {
        await using var first = LocalProcess.Start("serve", "--urls", FreePort, "--data", _data.FullName);
        using var api = await ConnectAsync(first);

        await using var second = LocalProcess.Start("serve", "--urls", FreePort, "--data", _data.FullName);

        Assert.Equal(ExitCode.Failed, await second.EndAsync(Cancelled));
        var sentence = Assert.Single(second.Errors, line => line.Length > 0);
        Assert.Contains(_data.FullName, sentence, StringComparison.Ordinal);
        Assert.Contains("in use", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_PortInUse_ExitsWithOneSentenceAndTouchesNothing()
    {
        await using var simulators = LocalProcess.Start("simulators", "--urls", FreePort);
        var taken = (await simulators.ReadAsync("simulators", Cancelled)).Split(' ')[0];
        var data = Path.Combine(_data.FullName, "untouched");

        await using var serve = LocalProcess.Start("serve", "--urls", taken, "--data", data);

        Assert.Equal(ExitCode.Failed, await serve.EndAsync(Cancelled));
        Assert.StartsWith($"Port {new Uri(taken).Port} is in use;", Assert.Single(serve.Errors, line => line.Length > 0), StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task Serve_DatabaseDamaged_ExitsWithOneSentence()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "engine.db"), new string('x', 8192), Cancelled);

        await using var serve = LocalProcess.Start("serve", "--urls", FreePort, "--data", _data.FullName);

        Assert.Equal(ExitCode.Failed, await serve.EndAsync(Cancelled));
        Assert.Contains("engine.db", Assert.Single(serve.Errors, line => line.Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_DataFolderIsAFile_ExitsWithOneSentence()
    {
        var file = Path.Combine(_data.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancelled);

        await using var serve = LocalProcess.Start("serve", "--urls", FreePort, "--data", file);

        Assert.Equal(ExitCode.Failed, await serve.EndAsync(Cancelled));
        Assert.Contains(file, Assert.Single(serve.Errors, line => line.Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Interrupted_StopsGracefully()
    {
        await using var serve = LocalProcess.Start("serve", "--urls", FreePort, "--data", _data.FullName);
        using var api = await ConnectAsync(serve);

        serve.Interrupt();

        Assert.Equal(ExitCode.Ok, await serve.EndAsync(Cancelled));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static async Task<ApiClient> ConnectAsync(LocalProcess serve)
    {
        var url = await serve.ReadAsync("API", Cancelled);
        var key = await serve.ReadAsync("key", Cancelled);
        return new ApiClient(url, key.Split(' ')[0]);
    }

    private static Task<JsonObject> EndOfAsync(ApiClient api, string id) => api.GetUntilAsync(
        $"/api/verifications/{id}",
        snapshot => snapshot["status"]!.GetValue<string>() is "completed" or "failed" or "canceled" or "expired");
}
