using System.Text.Json;
using Shop.Webhooks;
using Verification.Testing;

namespace Verification.Api.Tests.Deliveries;

/// <summary>The code that docs/receiving-webhooks.md gives to receivers, in each language: the specification's vector, and what is not from us.</summary>
public sealed class ReceiverSamplesTests
{
    private const string Python = """
        import base64, json, sys
        sys.path.insert(0, sys.argv[1])
        from receiver import is_genuine
        print(json.dumps([is_genuine(c["secrets"], c["headers"], base64.b64decode(c["body"]), c["now"]) for c in json.load(sys.stdin)]))
        """;

    private const string Node = """
        const { isGenuine } = require(process.argv[1]);
        const cases = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
        console.log(JSON.stringify(cases.map((c) => isGenuine(c.secrets, c.headers, Buffer.from(c.body, "base64"), c.now))));
        """;

    private static readonly string Folder = Repository.PathTo("samples", "webhooks");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void CSharp_VectorAndJunk_TakesOnlyWhatIsGenuine() => AssertJudged(ReceivedWebhook.All.Select(webhook =>
    {
        var time = new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(webhook.Now));
        return new Receiver(webhook.Secrets, time).IsGenuine(
            Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), webhook.Body);

        string? Header(string name) => webhook.Headers.GetValueOrDefault(name);
    }));

    [Fact]
    public async Task Python_VectorAndJunk_TakesOnlyWhatIsGenuine() =>
        AssertJudged(await RunAsync("python3", "-B", "-c", Python, Folder));

    [Fact]
    public async Task TypeScript_VectorAndJunk_TakesOnlyWhatIsGenuine()
    {
        var built = Directory.CreateTempSubdirectory();
        try
        {
            await NpmTools.InstallAsync(Token);
            await NpmTools.RunAsync(
                "typescript/bin/tsc",
                [
                    Path.Combine(Folder, "receiver.ts"), "--outDir", built.FullName, "--strict", "--target", "es2022", "--module", "node16",
                    "--types", "node", "--typeRoots", Path.Combine(NpmTools.Folder, "node_modules/@types"),
                ],
                Token);

            AssertJudged(await RunAsync("node", "-e", Node, Path.Combine(built.FullName, "receiver.js")));
        }
        finally
        {
            built.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("receiver.cs", "csharp")]
    [InlineData("receiver.ts", "ts")]
    [InlineData("receiver.py", "python")]
    public async Task Page_EachLanguage_ShowsTheFileThatIsTested(string file, string language)
    {
        var page = await File.ReadAllTextAsync(Repository.PathTo("docs", "receiving-webhooks.md"), Token);
        var code = await File.ReadAllTextAsync(Path.Combine(Folder, file), Token);

        Assert.Contains($"```{language}\n{code}```\n", page, StringComparison.Ordinal);
    }

    private static async Task<bool[]> RunAsync(string program, params string[] arguments)
    {
        var cases = JsonSerializer.Serialize(ReceivedWebhook.All, JsonSerializerOptions.Web);
        return JsonSerializer.Deserialize<bool[]>(await Tool.RunAsync(program, arguments, cases, Token))!;
    }

    private static void AssertJudged(IEnumerable<bool> judged) => Assert.Equal(
        ReceivedWebhook.All.Select(webhook => (webhook.Name, webhook.Genuine)),
        ReceivedWebhook.All.Zip(judged, (webhook, genuine) => (webhook.Name, genuine)));
}
