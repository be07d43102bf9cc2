using System.Text.Json.Nodes;
using Verification.Local.Commands;

namespace Verification.Local.Tests.Crashes;

/// <summary><c>serve</c> killed by SIGKILL with a hundred verifications under way, and a second <c>serve</c> beside the first.</summary>
public sealed class KillTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("chaos")]
    public async Task Serve_KilledInTheMiddleOfAHundred_AllEndInTheirDecision(string? scenario)
    {
        await using var product = await Product.CreateAsync();
        using var client = new PersistentClient(product);
        await client.ScriptAsync(new JsonObject
        {
            ["name"] = "unhurried",
            ["scenario"] = new JsonObject { ["description"] = "Long enough to be killed in.", ["processing"] = "PT3S" },
            ["default"] = scenario ?? "unhurried",
        });
        product.Launch();
        await product.ReadyAsync();
        Order[] orders = [.. Enumerable.Range(0, 100).Select(number => new Order($"order-{number}", Scenario: null))];
        var ids = await Task.WhenAll(orders.Select(client.StartAsync));

        await client.LedgerUntilAsync(report => report["total"]!["verificationsStarted"]!.GetValue<int>() >= 30);
        await product.KillAsync();
        var running = (await client.LedgerAsync())["total"]!;
        product.Launch();
        await product.ReadyAsync();

        var total = await new Verdict(product, client).JudgeAsync(orders.Zip(ids).ToDictionary());
        Assert.Equal(100, total["verificationsStarted"]!.GetValue<int>());
        TestContext.Current.TestOutputHelper!.WriteLine($"killed with {Verdict.Sums(running)}; in the end {Verdict.Sums(total)}");
    }

    /// <summary>What is left is the store: the records, the sessions, the markers of what was paid for.</summary>
    [Fact]
    public async Task Serve_KilledAndItsEngineFileLost_AllEndInTheirDecisionAndNothingIsBoughtAgain()
    {
        await using var product = await Product.CreateAsync();
        using var client = new PersistentClient(product);
        await client.ScriptAsync(new JsonObject
        {
            ["name"] = "unhurried",
            ["scenario"] = new JsonObject { ["description"] = "Long enough to be killed in.", ["processing"] = "PT3S" },
            ["default"] = "unhurried",
        });
        product.Launch();
        await product.ReadyAsync();
        Order[] orders = [.. Enumerable.Range(0, 40).Select(number => new Order($"order-{number}", Scenario: null))];
        var ids = await Task.WhenAll(orders.Select(client.StartAsync));

        await client.LedgerUntilAsync(report => report["total"]!["verificationsStarted"]!.GetValue<int>() >= 20);
        await product.KillAsync();
        product.LoseEngineFile();
        product.Launch();
        await product.ReadyAsync();

        var total = await new Verdict(product, client).JudgeAsync(orders.Zip(ids).ToDictionary());
        Assert.Equal(40, total["verificationsStarted"]!.GetValue<int>());
    }

    [Fact]
    public async Task Serve_SecondOnTheSameDataFolder_ExitsWithOneSentenceAndChangesNothing()
    {
        await using var product = await Product.CreateAsync();
        using var client = new PersistentClient(product);
        product.Launch();
        await product.ReadyAsync();
        var order = new Order("order-1", Scenario: null);
        var acknowledged = new Dictionary<Order, string> { [order] = await client.StartAsync(order) };
        await new Verdict(product, client).JudgeAsync(acknowledged);
        var before = FilesOf(product.Data);

        await using var second = product.LaunchSecond();

        Assert.Equal(ExitCode.Failed, await second.EndAsync(Cancelled));
        Assert.Contains("in use", Assert.Single(second.Errors, line => line.Length > 0), StringComparison.Ordinal);
        Assert.Equal(before, FilesOf(product.Data));
        Assert.Equal(acknowledged[order], await client.StartAsync(order));
    }

    private static string[] FilesOf(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(file => $"{file.FullName} {file.LastWriteTimeUtc:O} {(file as FileInfo)?.Length}").Order()];
}
