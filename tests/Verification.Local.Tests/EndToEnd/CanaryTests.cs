using System.Text;
using System.Text.Json.Nodes;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>
/// Sends marked personal data through a whole run and then searches every byte that the process left: history, stores, temporary
/// files, and what it printed at its most talkative.
/// </summary>
public sealed class CanaryTests : IDisposable
{
    private const string Reference = "canary-reference-7f3a";

    /// <summary>What the simulated provider finds on every document, and the client's own reference.</summary>
    private static readonly string[] Marks = [Reference, "JANSEN", "ANNA MARIA", "SPEC1TEST", "999990019", "1990-02-17"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_WholeRun_LeavesNoPersonalDataReadableAnywhere()
    {
        await using var serve = LocalProcess.StartTalkative("serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName);
        using var api = new ApiClient(
            await serve.ReadAsync("API", Cancelled), (await serve.ReadAsync("key", Cancelled)).Split(' ')[0]);

        var ids = await Task.WhenAll(
            api.StartAsync($"accepted {Reference}", keep: "full"), api.StartAsync($"rejected {Reference}", keep: "full"));
        foreach (var id in ids)
        {
            await api.GetUntilAsync($"/api/verifications/{id}", snapshot => snapshot["status"]!.GetValue<string>() == "completed");
        }

        var result = await api.GetAsync($"/api/verifications/{ids[0]}/result");
        Assert.Equal("JANSEN", result["person"]!["lastName"]!.GetValue<string>());
        await serve.KillAsync();

        Assert.Contains(serve.Lines, line => line.Contains(" dbug: ", StringComparison.Ordinal));
        AssertClean(string.Join('\n', serve.Lines), "what it printed");
        foreach (var file in _data.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            AssertClean(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.FullName, Cancelled)), file.FullName);
        }
    }

    [Fact]
    public async Task Erase_CompletedVerification_LeavesReceiptAndNothingSealed()
    {
        await using var serve = LocalProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName);
        using var api = new ApiClient(
            await serve.ReadAsync("API", Cancelled), (await serve.ReadAsync("key", Cancelled)).Split(' ')[0]);
        var id = await api.StartAsync("accepted");
        await api.GetUntilAsync($"/api/verifications/{id}", snapshot => snapshot["status"]!.GetValue<string>() == "completed");

        await api.DeleteAsync($"/api/verifications/{id}");
        var erased = await api.GetUntilAsync($"/api/verifications/{id}", answer => answer["receipt"] is JsonObject);

        Assert.True(erased["receipt"]!["keyDestroyed"]!.GetValue<bool>());
        Assert.Equal("session.deleted", erased["receipt"]!["sessions"]![0]!["outcome"]!.GetValue<string>());
        await serve.KillAsync();
        Assert.DoesNotContain(
            _data.EnumerateFiles("*", SearchOption.AllDirectories),
            file => file.FullName.Contains(id) && (file.FullName.Contains("/results/") || file.FullName.Contains("/requests/") || file.FullName.Contains("/images/")));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static void AssertClean(string bytes, string where)
    {
        foreach (var mark in Marks)
        {
            Assert.False(bytes.Contains(mark, StringComparison.OrdinalIgnoreCase), $"'{mark}' stands in {where}.");
            var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(mark))[..^4];
            Assert.False(bytes.Contains(base64, StringComparison.Ordinal), $"'{mark}' stands in {where}, in base64.");
        }
    }
}
