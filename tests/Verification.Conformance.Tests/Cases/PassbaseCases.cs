using System.Net;
using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Paths;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Cases;

/// <summary>What only Passbase does: keys that come through browsers, metadata that proves them, events after the decision.</summary>
internal static class PassbaseCases
{
    private const string Elsewhere = "it is about what only Passbase does";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Submitting("key-twice", async (client, id, key) =>
        {
            await PassbaseWidget.TellAsync(client, id, key);
            await PassbaseWidget.TellAsync(client, id, key);
        }),
        Submitting("key-late", async (client, id, key) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
            await PassbaseWidget.TellAsync(client, id, key);
        }),
        Submitting("key-never-told", (_, _, _) => Task.CompletedTask),
        Submitting("key-never-told-nor-notified", (_, _, _) => Task.CompletedTask) with { Script = Scripts.Webhooks("""{"copies":0}""") },
        Submitting("submit-without-key", (client, id, _) => client.SubmitAsync(id)),
        Submitting("submit-without-key-nor-notified", (client, id, _) => client.SubmitAsync(id)) with
        {
            Script = Scripts.Webhooks("""{"copies":0}"""),
        },
        Submitting("key-malformed", RefusedFirst((_, _) => Task.FromResult("not-a-key"))),
        Submitting("key-unknown", RefusedFirst((_, _) => Task.FromResult("0b9f4cf6-7a1e-4c1d-9f5e-3f6f2a0d1c2b"))),
        Submitting("key-of-another-person", RefusedFirst(async (client, _) => (await PassbaseWidget.BecomeKnownAsync(client)).Identity)),
        Submitting("key-of-another-verification", RefusedFirst(KeyOfAnotherAsync)),
        new("key-forged")
        {
            Script = Scripts.Outcome("rejected").With("passbase", new JsonObject { ["forgedKey"] = true }),
            Expected = Ending.Rejected,
            Obstacle = Decided,
        },
        new("metadata-tampered")
        {
            Person = new PassbaseWidget { OptionsAsync = (_, options) => Task.FromResult(options.With("metaData", Flip(options))) },
            ExpiresAfter = TimeSpan.FromSeconds(8),
            Expected = Ending.Expired,
            PaidStarts = 0,
            Obstacle = InTheApp,
        },
        new("metadata-of-another-verification")
        {
            Person = new PassbaseWidget
            {
                OptionsAsync = async (client, options) => options.With("metaData", (await OpenAnotherAsync(client)).Options["metaData"]!.DeepClone()),
            },
            ExpiresAfter = TimeSpan.FromSeconds(8),
            Expected = Ending.Expired,
            PaidStarts = 0,
            Obstacle = InTheApp,
        },
        new("handed-in-twice") { Person = new PassbaseWidget { HandIns = 2 }, PaidStarts = 2, Obstacle = Decided },
        After("decision-reversed-untold", "reversedAfter", 0) with { Expected = Ending.Rejected, Revisions = 2 },
        After("datapoint-updated", "datapointUpdatedAfter", 3),
        After("watchlist-hit", "watchlistHitAfter", 3),
        new("face-does-not-fit")
        {
            Script = Scripts.Outcome("accepted").With("passbase", new JsonObject { ["faceFits"] = false }),
            ExpiresAfter = TimeSpan.FromSeconds(8),
            Expected = Ending.Expired,
            PaidStarts = 0,
            Obstacle = Authenticated,
        },
        new("authentication-with-a-fresh-key")
        {
            Script = new JsonObject { ["passbase"] = new JsonObject { ["freshKey"] = true } },
            Obstacle = Authenticated,
        },
    ];

    private static ConformanceCase Submitting(string name, Func<KitClient, string, string, Task> submit) => new(name)
    {
        Person = new PassbaseWidget { SubmitAsync = submit },
        Obstacle = Any,
    };

    /// <summary>Something happens some seconds after the decision, and inside the review window.</summary>
    private static ConformanceCase After(string name, string what, int notifications) => new(name)
    {
        Script = Scripts.Webhooks($$"""{"copies":{{(notifications > 0 ? 1 : 0)}}}""").With("passbase", new JsonObject { [what] = "PT6S" }),
        Notifications = notifications,
        Obstacle = Decided,
    };

    /// <summary>A key that must not be taken, and then the right one.</summary>
    private static Func<KitClient, string, string, Task> RefusedFirst(Func<KitClient, string, Task<string>> wrong) => async (client, id, key) =>
    {
        var submission = new JsonObject { ["identityAccessKey"] = await wrong(client, id) };
        var (status, body) = await client.SendAsync(HttpMethod.Post, $"/api/verifications/{id}/submit", submission);
        if (status is not HttpStatusCode.Conflict)
        {
            throw new CaseFailedException($"A wrong key was answered {(int)status} {body.ToJsonString()}");
        }

        await PassbaseWidget.TellAsync(client, id, key);
    };

    private static async Task<string> KeyOfAnotherAsync(KitClient client, string id)
    {
        var (other, options) = await OpenAnotherAsync(client);
        var key = "";
        var person = new PassbaseWidget { SubmitAsync = (_, _, given) => Task.FromResult(key = given) };
        await person.CaptureAsync(client, new JsonObject { ["id"] = other, ["session"] = new JsonObject { ["hasToken"] = options.Count > 0 } });
        return key;
    }

    private static async Task<(string Id, JsonObject Options)> OpenAnotherAsync(KitClient client)
    {
        var started = await client.PostAsync("/api/verifications", new JsonObject { ["provider"] = "passbase", ["capture"] = "sdk" });
        var id = started["id"]!.ToString();
        return (id, await client.GetAsync($"/api/verifications/{id}/session"));
    }

    private static string Flip(JsonObject options)
    {
        var metadata = options["metaData"]!.ToString().ToCharArray();
        metadata[10] = metadata[10] == 'A' ? 'B' : 'A';
        return new string(metadata);
    }

    private static string? Any(ProviderPath path) => path.Provider == "passbase" ? null : Elsewhere;

    private static string? Decided(ProviderPath path) => Any(path)
        ?? (path.PrepareAsync is null ? null : "a comparison of faces is decided at once and for good");

    private static string? InTheApp(ProviderPath path) => Any(path)
        ?? (path.Capture == "sdk" ? null : "the link carries the metadata");

    private static string? Authenticated(ProviderPath path) => Any(path)
        ?? (path.PrepareAsync is null ? "nobody is authenticated" : null);
}
