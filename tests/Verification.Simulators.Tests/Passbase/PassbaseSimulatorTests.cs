using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Simulators.Passbase;

namespace Verification.Simulators.Tests.Passbase;

/// <summary>Judged over HTTP by a client that knows nothing of the simulator.</summary>
public sealed class PassbaseSimulatorTests
{
    private const string Api = "/passbase-api/verification/v2";
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Stop => SimulatedWorld.Stop;

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("simulated-publishable-key", HttpStatusCode.Unauthorized)]
    [InlineData("simulated-secret-key", HttpStatusCode.OK)]
    public async Task Calls_WantTheSecretKey(string? key, HttpStatusCode expected)
    {
        await using var world = await SimulatedWorld.StartAsync();

        foreach (var path in new[] { "/settings", "/identities", "/identities?" })
        {
            using var answer = await GetAsync(world, Api + path, key);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/identities/7", HttpStatusCode.BadRequest)]
    [InlineData("/identities/0b6f4a5e-6a3c-4f0e-9d0c-5f1e2d3c4b5a", HttpStatusCode.NotFound)]
    [InlineData("/identity/0b6f4a5e-6a3c-4f0e-9d0c-5f1e2d3c4b5a", HttpStatusCode.NotFound)]
    [InlineData("/identities/0b6f4a5e-6a3c-4f0e-9d0c-5f1e2d3c4b5a/resources", HttpStatusCode.NotFound)]
    [InlineData("/identities?limit=-1", HttpStatusCode.BadRequest)]
    [InlineData("/identities?limit=many", HttpStatusCode.BadRequest)]
    [InlineData("/identities?cursor=AAAA", HttpStatusCode.BadRequest)]
    [InlineData("/identities?cursor=%00", HttpStatusCode.BadRequest)]
    public async Task Reads_OfWhatIsNotThere_AreRefusedAsText(string path, HttpStatusCode expected)
    {
        await using var world = await SimulatedWorld.StartAsync();

        using var answer = await GetAsync(world, Api + path);

        Assert.Equal((expected, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Identity_GoesFromProcessingOverPendingToItsDecision()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var key = await HandInAsync(world);

        var seen = new List<string>();
        for (var moment = 0; moment < 5; moment++)
        {
            seen.Add((string)(await IdentityAsync(world, key))["status"]!);
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(["processing", "processing", "processing", "pending", "approved"], seen);
    }

    [Fact]
    public async Task List_NewIdentitiesBetweenPages_NeitherRepeatsNorLoops()
    {
        await using var world = await SimulatedWorld.StartAsync();
        for (var number = 0; number < 5; number++)
        {
            await HandInAsync(world);
        }

        var seen = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            using var answer = await GetAsync(world, $"{Api}/identities?limit=2&cursor={Uri.EscapeDataString(cursor)}");
            var page = (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
            seen.AddRange(page["data"]!.AsArray().Select(identity => (string)identity!["id"]!));
            cursor = (string?)page["cursor"]!["next"];
            await HandInAsync(world);
        }

        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task Metadata_IsKnownToVersionTwoOnly()
    {
        await using var world = await SimulatedWorld.StartAsync();
        using var pair = RSA.Create(2048);
        Options(world).MetadataPublicKey = Convert.ToBase64String(pair.ExportSubjectPublicKeyInfo());
        var key = await HandInAsync(world);

        using var first = await GetAsync(world, $"/passbase-api/verification/v1/identities/{key}");

        Assert.False((await first.Content.ReadFromJsonAsync<JsonObject>(Stop))!.ContainsKey("metadata"));
        Assert.Null((await IdentityAsync(world, key))["metadata"]);
        Assert.True((await IdentityAsync(world, key)).AsObject().ContainsKey("metadata"));
    }

    [Fact]
    public async Task Webhooks_Encrypted_AreReadableWithTheSecretAlone()
    {
        await using var world = await SimulatedWorld.StartAsync();
        Options(world).Webhooks.Url = new Uri("https://shop.example/hook");
        Options(world).Webhooks.Secret = Secret;
        var key = await HandInAsync(world);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        var events = new List<string>();
        for (var number = 0; number < 2; number++)
        {
            var body = Decrypt((await world.Receiver.NextAsync()).Body);
            Assert.Equal(key, (string?)body["key"]);
            events.Add($"{body["event"]} {body["status"]}");
        }

        Assert.Equal(["VERIFICATION_COMPLETED pending", "VERIFICATION_REVIEWED approved"], events.Order());
    }

    [Fact]
    public async Task Webhooks_AfterTooManyOtherAnswersThan200_AreSwitchedOff()
    {
        await using var world = await SimulatedWorld.StartAsync();
        Options(world).Webhooks.Url = new Uri("https://shop.example/hook");
        Options(world).Webhooks.DisabledAfter = 1;
        Options(world).Webhooks.Resends = 0;
        world.Receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.NoContent);
        await HandInAsync(world);
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await world.Receiver.NextAsync();
        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Sessions[0].Webhooks.Count == 1);

        world.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("approved", (string?)(await ListAsync(world))[0]!["status"]);
        Assert.Equal(0, world.Receiver.Waiting);
    }

    [Fact]
    public async Task Widget_WrongKeyOrJunk_IsRefusedAndNeverFails()
    {
        await using var world = await SimulatedWorld.StartAsync();
        foreach (var junk in new[] { "", "null", "7", "[]", "{", "{}", "{\"apiKey\":7}", "{\"apiKey\":\"wrong\"}", "{\"prefillAttributes\":[]}" })
        {
            using var content = new StringContent(junk, Encoding.UTF8, "application/json");
            using var answer = await world.Client.PostAsync("/passbase-api/widget/submit", content, Stop);
            Assert.InRange((int)answer.StatusCode, 400, 401);
        }

        foreach (var link in new[] { "simulated-shop", "simulated-shop?p=", "simulated-shop?p=AAAA", "simulated-shop?p=e30%3D%3D", "other?p=e30%3D" })
        {
            var (slug, query) = link.Split('?') is [var name, var rest] ? (name, $"?{rest}") : (link, "");
            using var answer = await world.Client.PostAsync($"/passbase-api/link/{slug}/finish{query}", null, Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    private static PassbaseOptions Options(SimulatedWorld world) => world.Services.GetRequiredService<IOptions<PassbaseOptions>>().Value;

    private static async Task<HttpResponseMessage> GetAsync(SimulatedWorld world, string path, string? key = "simulated-secret-key")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("X-API-KEY", key);
        }

        return await world.Client.SendAsync(request, Stop);
    }

    private static async Task<JsonNode> IdentityAsync(SimulatedWorld world, string key)
    {
        using var answer = await GetAsync(world, $"{Api}/identities/{key}");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }

    private static async Task<JsonArray> ListAsync(SimulatedWorld world)
    {
        using var answer = await GetAsync(world, $"{Api}/identities");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["data"]!.AsArray();
    }

    private static async Task<string> HandInAsync(SimulatedWorld world)
    {
        using var answer = await world.Client.PostAsJsonAsync(
            "/passbase-api/widget/submit", new { apiKey = "simulated-publishable-key", metaData = "AAAA" }, Stop);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["identityAccessKey"]!;
    }

    private static JsonNode Decrypt(byte[] body)
    {
        var bytes = Convert.FromBase64String(Encoding.ASCII.GetString(body));
        using var aes = Aes.Create();
        aes.Key = Encoding.ASCII.GetBytes(Secret);
        return JsonNode.Parse(aes.DecryptCbc(bytes.AsSpan(16), bytes.AsSpan(0, 16)))!;
    }
}
