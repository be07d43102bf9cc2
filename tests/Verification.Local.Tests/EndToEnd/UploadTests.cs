using System.Net.Sockets;
using System.Text;
using Verification.Testing;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>Uploads that never come to their end, on real sockets: nothing of them may stay.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private const string Start = "POST /api/verifications";
    private const string Form = "POST {0}/images";
    private const string Raw = "PUT {0}/images/front";

    private static readonly string[] Requests = [Start, Form, Raw];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();
    private LocalProcess _serve = null!;
    private ApiClient _api = null!;
    private Uri _url = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _serve = LocalProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName);
        _url = new Uri(await _serve.ReadAsync("API", Cancelled));
        _api = new ApiClient(_url.AbsoluteUri, (await _serve.ReadAsync("key", Cancelled)).Split(' ')[0]);
    }

    [Fact]
    public async Task Upload_Drips_Is408AndLeavesNothing()
    {
        string[] paths = [await StartAsync(), await StartAsync(), await StartAsync()];
        var before = Files();

        // Kestrel judges the average rate, so what drips must have begun slowly.
        var answers = await Task.WhenAll(Requests.Zip(paths, async (request, path) =>
        {
            var (client, rest) = await SendAsync(request, path, atMost: 200);
            using var closing = client;
            using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            var dripping = DripAsync(client.Client, rest, stopped.Token);
            var answer = await ReadAsync(client.Client);
            await stopped.CancelAsync();
            await dripping;
            return answer;
        }));

        Assert.All(answers, answer =>
        {
            Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
            Assert.Contains("Content-Type: application/problem+json", answer, StringComparison.Ordinal);
            Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
            Assert.Contains("urn:verification:problem:body.tooSlow", answer, StringComparison.Ordinal);
        });
        await AssertNothingStaysAsync(paths, before);
    }

    /// <summary>With a reset, and with an end that a half-closed connection could also have.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_ConnectionClosedInTheMiddle_LeavesNothing(bool reset)
    {
        string[] paths = [await StartAsync(), await StartAsync(), await StartAsync()];
        var before = Files();
        var clients = await Task.WhenAll(Requests.Zip(paths, (request, path) => SendAsync(request, path, atMost: int.MaxValue)));

        // A complete image of the form lies in the store by now.
        await WaitForAsync(() => Files().Any(file => file.Contains("/images/", StringComparison.Ordinal)));
        foreach (var (client, _) in clients)
        {
            client.LingerState = new LingerOption(reset, 0);
            client.Dispose();
        }

        await AssertNothingStaysAsync(paths, before);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _serve.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static async Task DripAsync(Socket socket, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            for (; !body.IsEmpty; body = body[1..])
            {
                await socket.SendAsync(body[..1], cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server hung up, or the test has what it wants.
        }
    }

    /// <summary>Sends the beginning of an upload: a complete image and part of a second where there can be two, else part of one.</summary>
    private async Task<(TcpClient Client, ReadOnlyMemory<byte> Unsent)> SendAsync(string request, string path, int atMost)
    {
        var image = await File.ReadAllBytesAsync(Repository.PathTo("samples", "passport.jpg"), Cancelled);
        var (type, body) = request switch
        {
            Start => ("application/json", Encoding.ASCII.GetBytes(
                $$"""{"provider":"assure.signicatpictureid","images":{"front":"data:image/jpeg;base64,{{Convert.ToBase64String(image)}}","back":"data:""")),
            Form => ("multipart/form-data; boundary=b", [.. Part("front"), .. image, .. "\r\n"u8, .. Part("back"), .. image[..^100]]),
            _ => ("image/jpeg", image[..^100]),
        };
        var head = $"{string.Format(null, request, path)} HTTP/1.1\r\nHost: {_url.Authority}\r\nAuthorization: Bearer {_api.Key}\r\n"
            + $"Content-Type: {type}\r\nContent-Length: {body.Length + 1_000_000}\r\n\r\n";
        var client = new TcpClient();
        await client.ConnectAsync(_url.Host, _url.Port, Cancelled);
        await client.Client.SendAsync(Encoding.ASCII.GetBytes(head), Cancelled);
        var sent = Math.Min(body.Length, atMost);
        await client.Client.SendAsync(body.AsMemory(0, sent), Cancelled);
        return (client, body.AsMemory(sent));

        static byte[] Part(string name) =>
            Encoding.ASCII.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n");
    }

    /// <summary>What came before the server closed the connection, which it does with a reset where bytes still come in.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        var buffer = new byte[8192];
        var length = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(length), Cancelled) is var read and > 0)
            {
                length += read;
            }
        }
        catch (SocketException)
        {
            // The answer came first.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }
    }

    private async Task<string> StartAsync() => $"/api/verifications/{await _api.StartWithoutImagesAsync()}";

    /// <summary>What a connection that is gone has begun is undone soon, but not at once.</summary>
    private async Task AssertNothingStaysAsync(IEnumerable<string> paths, IReadOnlyList<string> before)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        soon.CancelAfter(TimeSpan.FromSeconds(20));
        await WaitForAsync(() => soon.IsCancellationRequested || Files().SequenceEqual(before));

        Assert.Equal(before, Files());
        foreach (var path in paths)
        {
            var awaited = (await _api.GetAsync(path))["awaiting"]!.AsArray().Select(input => input!["code"]!.GetValue<string>());
            Assert.Equal(["front.missing"], awaited);
        }
    }

    /// <summary>Every object and every temporary file, but not what the engine keeps.</summary>
    private List<string> Files() =>
    [
        .. _data.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_data.FullName, file.FullName))
            .Where(file => !file.StartsWith("engine.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
