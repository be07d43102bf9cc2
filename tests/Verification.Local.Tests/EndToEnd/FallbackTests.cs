using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Verification.Testing;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>Two providers in one verification, judged by the ledger: the first takes no pictures, the second decides.</summary>
public sealed class FallbackTests : IDisposable
{
    private const string Scenario = "first-is-out";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_AbandonedProviderAnswersLate_RecordsItDeletesItsSessionAndKeepsTheOutcome()
    {
        await using var serve = LocalProcess.StartWith(
            [("Verification:FallbackAfter", "00:00:02")], "serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName);
        var url = (await serve.ReadAsync("API", Cancelled)).Split(' ')[0];
        using var client = new ApiClient(url, (await serve.ReadAsync("key", Cancelled)).Split(' ')[0]);
        await TeachAsync(client, """
            {
              "description": "Pictures reach the first provider and its answers do not reach us; its deletions fail for a while.",
              "faults": [
                { "call": "assure.setImages", "kind": "reset", "applied": true },
                { "call": "assure.deleteProcess", "kind": "status", "status": 503, "first": 12 }
              ]
            }
            """);
        var id = await client.StartAsync(await BodyAsync("assure.signicatpictureid", "incode"));
        var path = $"/api/verifications/{id}";
        await client.GetUntilAsync($"{path}/timeline", timeline => Codes(timeline).Contains("attempt.abandoned"));

        // Nobody asked it to any more, but it has the picture: as if the call that was given up had reached it in the end.
        await StartAtFirstAsync(url, SessionOf(await client.GetAsync("/_sim/ledger"), "assure"));

        var snapshot = await client.GetUntilAsync(path, found => found["status"]!.GetValue<string>() == "completed");
        var ledger = await client.GetUntilAsync("/_sim/ledger", report => report["total"]!["sessionsOpen"]!.GetValue<int>() == 0);
        var timeline = await client.GetUntilAsync(
            $"{path}/timeline", found => Codes(found).Count(code => code == "session.deleted") == 2);
        Assert.Equal(("incode", "accepted"), (snapshot["provider"]!.GetValue<string>(), snapshot["decision"]!.GetValue<string>()));
        Assert.Contains("answer.late", Codes(timeline));
        Assert.Single(Codes(timeline), "verification.completed");
        Assert.Single(SessionOf(ledger, "incode")["started"]!.AsArray());
        Assert.Equal("incode", (await client.GetAsync($"{path}/result"))["provider"]!.GetValue<string>());
    }

    /// <summary>A verification has one dossier at Assure, however many of its providers are tried.</summary>
    [Fact]
    public async Task Serve_FallbackWithinAssure_GoesOnInTheOneDossier()
    {
        await using var serve = LocalProcess.StartWith(
            [("Verification:FallbackAfter", "00:00:00.5"), ("Providers:Assure:Resilience:Retries", "1")],
            "serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName, "--simulators", "on");
        var url = (await serve.ReadAsync("API", Cancelled)).Split(' ')[0];
        using var client = new ApiClient(url, (await serve.ReadAsync("key", Cancelled)).Split(' ')[0]);
        await TeachAsync(client, """
            { "description": "The first pictures do not arrive.", "faults": [{ "call": "assure.setImages", "kind": "status", "status": 503, "first": 6 }] }
            """);

        var id = await client.StartAsync(await BodyAsync("assure.signicatpictureid", "assure.signicatpaper"));
        var snapshot = await client.GetUntilAsync($"/api/verifications/{id}", found => found["status"]!.GetValue<string>() == "completed");
        var ledger = await client.GetUntilAsync("/_sim/ledger", report => report["total"]!["sessionsOpen"]!.GetValue<int>() == 0);

        Assert.Equal(("assure.signicatpaper", "accepted"), (snapshot["provider"]!.GetValue<string>(), snapshot["decision"]!.GetValue<string>()));
        Assert.Single(SessionOf(ledger, "assure")["started"]!.AsArray());
        Assert.Equal((1, 1), (Total(ledger, "sessionsOpened"), Total(ledger, "sessionsDeleted")));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static Task TeachAsync(ApiClient client, [StringSyntax(StringSyntaxAttribute.Json)] string scenario) => client.PostAsync(
        "/_sim/scenarios", new JsonObject { ["name"] = Scenario, ["scenario"] = JsonNode.Parse(scenario) });

    private static async Task<JsonObject> BodyAsync(params string[] providers)
    {
        var picture = await File.ReadAllBytesAsync(Repository.PathTo("samples", "passport.jpg"), Cancelled);
        return new JsonObject
        {
            ["providers"] = new JsonArray([.. providers]),
            ["processType"] = "document",
            ["document"] = new JsonObject { ["type"] = "passport", ["country"] = "UTO" },
            ["images"] = new JsonObject { ["front"] = $"data:image/jpeg;base64,{Convert.ToBase64String(picture)}" },
            ["reference"] = $"scenario:{Scenario}",
        };
    }

    /// <summary>With the credentials of the simulated account.</summary>
    private static async Task StartAtFirstAsync(string url, JsonObject session)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        http.BaseAddress = new Uri($"{url}/assure-api/");
        using var grant = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "sandbox-simulated-client-1",
            ["client_secret"] = "simulated-client-secret",
            ["scope"] = "signicat-api",
        });
        using var granted = await http.PostAsync("auth/open/connect/token", grant, Cancelled);
        var token = (await granted.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var dossier = $"assure/dossiers/{session["id"]}";
        var process = (await http.GetFromJsonAsync<JsonObject>(dossier, Cancelled))!["processes"]![0]!["processId"]!.GetValue<string>();
        using var started = await http.PostAsync($"{dossier}/processes/{process}", content: null, Cancelled);
        started.EnsureSuccessStatusCode();
    }

    private static JsonObject SessionOf(JsonObject ledger, string provider) => ledger["sessions"]!.AsArray()
        .Single(session => session!["provider"]!.GetValue<string>() == provider)!.AsObject();

    private static int Total(JsonObject ledger, string name) => ledger["total"]![name]!.GetValue<int>();

    private static List<string> Codes(JsonObject timeline) =>
        [.. timeline["entries"]!.AsArray().Select(entry => entry!["code"]!.GetValue<string>())];
}
