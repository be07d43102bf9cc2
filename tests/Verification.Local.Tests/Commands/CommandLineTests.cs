using Verification.Local.Commands;

namespace Verification.Local.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "A command is missing. The commands are demo, serve, simulators, keys and verify-timeline.")]
    [InlineData("serv", "There is no command 'serv'. The commands are demo, serve, simulators, keys and verify-timeline.")]
    [InlineData("keys", "A command is missing. The commands of 'keys' are new.")]
    [InlineData("demo --fast", "'--fast'. 'demo' takes --provider NAME, --scenario NAME, --front FILE, --back FILE, --selfie FILE, --data DIR and --json.")]
    [InlineData("demo now", "'now'. 'demo' takes --provider NAME")]
    [InlineData("demo --front", "'--front'. 'demo' takes --provider NAME")]
    [InlineData("demo --front no-such.png", "File does not exist: 'no-such.png'.")]
    [InlineData("demo --scenario no-such", "There is no scenario 'no-such'; the simulators know accepted, canceled,")]
    [InlineData("demo --provider no-such", "There is no provider 'no-such' for the demo; it knows assure.")]
    [InlineData("serve --urls nowhere", "'nowhere' is no address to listen on; it is written like http://localhost:7071")]
    [InlineData("serve --simulators perhaps", "--simulators is on, off or a URL such as http://localhost:7072, not 'perhaps'.")]
    [InlineData("serve --urls http://127.0.0.1:0 --simulators off", "No provider is configured")]
    [InlineData("serve --urls http://0.0.0.0:0", "No provider is configured")]
    [InlineData("simulators --urls http://localhost:99999", "'http://localhost:99999' is no address to listen on")]
    [InlineData("keys new", "'--client'")]
    [InlineData("keys new --client Shop_1", "A client's name is 1 to 64 of a-z, 0-9 and dash, not 'Shop_1'.")]
    [InlineData("keys new --client shop --scopes everything", "There is no scope 'everything'; the scopes are read, write, results, erase and operator.")]
    [InlineData("verify-timeline", "'verify-timeline' takes FILE.")]
    [InlineData("verify-timeline no-such.json", "File does not exist: 'no-such.json'.")]
    [InlineData("verify-timeline /", "File cannot be read: '/'.")]
    [InlineData("demo --front /", "File cannot be read: '/'.")]
    public async Task RunAsync_WrongArguments_SaysWhatIsRightAndReturnsTwo(string line, string expected)
    {
        var run = await CommandRun.OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.BadArguments, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task RunAsync_Help_ListsTheCommands()
    {
        var run = await CommandRun.OfAsync("--help");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        foreach (var command in new[] { "demo", "serve", "simulators", "keys", "verify-timeline" })
        {
            Assert.Contains($"\n  {command} ", run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("serve", "http://localhost:7071")]
    [InlineData("simulators", "http://localhost:7072")]
    public async Task RunAsync_HelpOfACommandThatListens_SaysWhere(string command, string address)
    {
        var run = await CommandRun.OfAsync(command, "--help");

        Assert.Contains($"[default: {address}]", run.Output, StringComparison.Ordinal);
    }
}
