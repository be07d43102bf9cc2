using System.Diagnostics;
using Verification.Testing;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>Real deliveries of <c>serve</c>, judged by the library that Standard Webhooks offers to receivers.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>Prints its port, then a line for each request: its id and type, or why the library refuses it.</summary>
    private const string Script = """
        const { Webhook } = require("standardwebhooks");
        const webhook = new Webhook(process.argv[1]);
        const server = require("node:http").createServer(async (request, response) => {
          const chunks = [];
          for await (const chunk of request) chunks.push(chunk);
          try {
            const event = webhook.verify(Buffer.concat(chunks), request.headers);
            console.log(`${request.headers["webhook-id"]} ${event.type} ${event.data.id} ${event.data.decision}`);
            response.writeHead(204).end();
          } catch (error) {
            console.log(`refused: ${error.message}`);
            response.writeHead(401).end();
          }
        });
        server.listen(0, "127.0.0.1", () => console.log(server.address().port));
        process.stdin.on("end", () => process.exit()).resume();
        """;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await NpmTools.InstallAsync(Cancelled);

    [Fact]
    public async Task Serve_Completed_SendsWhatTheLibraryOfStandardWebhooksVerifies()
    {
        using var receiver = Receive(Secret);
        var port = await receiver.StandardOutput.ReadLineAsync(Cancelled);
        await using var serve = LocalProcess.StartWith(
            [
                ("Clients:development:Webhook:Url", $"http://127.0.0.1:{port}/hook"),

                // In the middle of a change: signed by both.
                ("Clients:development:Webhook:Secrets:0", $"whsec_{Convert.ToBase64String(new byte[32])}"),
                ("Clients:development:Webhook:Secrets:1", Secret),
                ("Deliveries:AllowLoopback", "true"),
            ],
            "serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName);
        using var api = new ApiClient(
            await serve.ReadAsync("API", Cancelled), (await serve.ReadAsync("key", Cancelled)).Split(' ')[0]);

        var id = await api.StartAsync("accepted");

        var line = await receiver.StandardOutput.ReadLineAsync(Cancelled);
        Assert.Equal($"msg_{id["ver_".Length..]}_1 verification.completed {id} accepted", line);
    }

    public ValueTask DisposeAsync()
    {
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>It ends when its input does, so with this process.</summary>
    private static Process Receive(string secret) =>
        Tool.Start("node", ["-e", Script, secret]);
}
