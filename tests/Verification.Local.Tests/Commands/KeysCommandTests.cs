using System.Security.Cryptography;
using System.Text;
using Verification.Local.Commands;

namespace Verification.Local.Tests.Commands;

public sealed class KeysCommandTests
{
    [Fact]
    public async Task New_Client_PrintsAKeyAndTheDigestThatTheServiceGets()
    {
        var run = await CommandRun.OfAsync("keys", "new", "--client", "web-shop");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var key = ValueOf(run, "key");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        Assert.StartsWith("vk_", key, StringComparison.Ordinal);
        Assert.Equal(digest, ValueOf(run, "digest"));
        Assert.Contains($"Clients:web-shop:Keys:0 = {digest}", run.Output, StringComparison.Ordinal);
        Assert.Contains("Keys:1 beside a key that stays live", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("scopes", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task New_Twice_PrintsDifferentKeys()
    {
        var one = await CommandRun.OfAsync("keys", "new", "--client", "a");
        var other = await CommandRun.OfAsync("keys", "new", "--client", "a");

        Assert.NotEqual(ValueOf(one, "key"), ValueOf(other, "key"));
    }

    [Theory]
    [InlineData("read,results")]
    [InlineData("results read")]
    public async Task New_Scopes_AreSettings(string scopes)
    {
        var run = await CommandRun.OfAsync(["keys", "new", "--client", "a", "--scopes", .. scopes.Split(' ')]);

        Assert.Contains("Clients:a:Scopes:0 = read", run.Output, StringComparison.Ordinal);
        Assert.Contains("Clients:a:Scopes:1 = results", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Scopes:2", run.Output, StringComparison.Ordinal);
        Assert.Contains("scopes are those of all keys of the client", run.Output, StringComparison.Ordinal);
    }

    private static string ValueOf(CommandRun run, string label) =>
        run.Output.Split('\n').Single(line => line.StartsWith($"{label} ", StringComparison.Ordinal))[label.Length..].Trim();
}
