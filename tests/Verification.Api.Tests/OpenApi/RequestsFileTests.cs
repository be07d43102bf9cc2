using System.Text.Json.Nodes;
using Verification.Api.Routing;
using Verification.Core.Providers;

namespace Verification.Api.Tests.OpenApi;

/// <summary>The walk of <c>requests.http</c>: every request answers as it says, and every route is in it.</summary>
public sealed class RequestsFileTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Walk_AnswersAsEachRequestSays()
    {
        _app.Bench.Provider.Webhook = new WebhookReading(false, null, WebhookAnswer.Unauthorized);
        var client = _app.CreateClient(null);
        var file = new RequestsFile(new Dictionary<string, string>
        {
            ["host"] = "http://localhost",
            ["key"] = _app.Client.DefaultRequestHeaders.Authorization!.Parameter!,
            ["provider"] = "fake",
        });

        foreach (var block in RequestsFile.Blocks)
        {
            var (status, inTime) = RequestsFile.ExpectationOf(block);
            if (inTime)
            {
                _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));
            }

            var response = await client.SendAsync(file.RequestOf(block), Token);
            var text = await response.Content.ReadAsStringAsync(Token);

            Assert.True(status == (int)response.StatusCode, $"{block}\n{(int)response.StatusCode} {text}");
            if (response.Content.Headers.ContentType?.MediaType == "application/json")
            {
                file.Remember(block, JsonNode.Parse(text)!);
            }
        }
    }

    [Fact]
    public void Walk_PassesEveryRoute()
    {
        var walked = RequestsFile.Blocks.Select(block => block.Split('\n').Skip(1).First(line => !line.StartsWith('#')).Split('?')[0]).ToList();
        string[] notWalked = ["IssueWebhookToken"];

        Assert.All(ApiRoutes.All.Where(route => !notWalked.Contains(route.Name)), route => Assert.Contains(walked, line => Fits(route, line)));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static bool Fits(ApiRoute route, string line)
    {
        var words = line.Split(' ', 2);
        var path = words[1]["{{host}}/".Length..].Split('/');
        var pattern = route.Pattern.Split('/');
        return words[0] == route.Method
            && path.Length == pattern.Length
            && path.Zip(pattern).All(pair => pair.First == pair.Second || pair.Second[0] == '{');
    }
}
