using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Cases;
using Verification.Conformance.Tests.Paths;

namespace Verification.Conformance.Tests.Running;

/// <summary>Plays one case on one path and has it judged.</summary>
internal sealed class CaseRun(KitHost host, ProviderPath path, ConformanceCase one)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(1);

    private readonly long _since = TimeProvider.System.GetTimestamp();

    /// <exception cref="CaseFailedException">It did not go as it should.</exception>
    public async Task PlayAsync()
    {
        var ids = await StartAsync();
        var asked = await Task.WhenAll(ids.Select(FollowAsync));
        foreach (var (id, codes) in ids.Zip(asked))
        {
            await JudgeAsync(new Judge(host, path, one, id, codes));
        }
    }

    private async Task<IReadOnlyList<string>> StartAsync()
    {
        var body = path.StartBody(one.Scenario, one.Keep, one.ExpiresAfter);
        if (path.PrepareAsync is { } prepare)
        {
            body["providerOptions"] = await prepare(host.Client);
        }

        if (one.Start == StartManner.WithImages)
        {
            body["images"] = new JsonObject(path.Images.Select(kind => KeyValuePair.Create(kind, (JsonNode?)KitClient.Image)));
        }

        var key = one.Start == StartManner.Repeated ? $"{path.Name}/{one.Name}" : null;
        var count = one.Start switch { StartManner.Repeated => 3, StartManner.Twins => 2, _ => 1 };
        var ids = (await Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartOneAsync(body, key)))).Distinct().ToList();
        var expected = one.Start == StartManner.Twins ? 2 : 1;
        return ids.Count == expected
            ? ids
            : throw new CaseFailedException($"{count} starts made {ids.Count} verifications, not {expected}.");
    }

    private async Task<string> StartOneAsync(JsonObject body, string? key)
    {
        while (true)
        {
            var (status, answer) = await host.Client.SendAsync(HttpMethod.Post, "/api/verifications", body, key);
            if (status is HttpStatusCode.Created or HttpStatusCode.Accepted)
            {
                return answer["id"]!.ToString();
            }

            // Only a start of the same key that is under way is answered so.
            if (status is not HttpStatusCode.Conflict || key is null)
            {
                throw new CaseFailedException($"The start was answered {(int)status} {answer.ToJsonString()}");
            }

            await PauseAsync(FirstLook);
        }
    }

    /// <summary>Looks at the verification until it has ended, lets the person do what is asked for, and acts at the stage of the case.</summary>
    /// <returns>The codes of all that the person was asked for.</returns>
    private async Task<IReadOnlySet<string>> FollowAsync(string id)
    {
        var asked = new HashSet<string>();
        var acted = one.Act == ClientAct.None;
        var (answered, captures) = ("", 0);
        for (var look = FirstLook; ; look = look * 1.3 < LastLook ? look * 1.3 : LastLook)
        {
            var (status, snapshot) = await host.Client.SendAsync(HttpMethod.Get, $"/api/verifications/{id}");
            if (status is HttpStatusCode.Gone || (acted && EndingOf(snapshot) is not null))
            {
                return asked;
            }

            if (status is not HttpStatusCode.OK)
            {
                throw new CaseFailedException($"The verification answered {(int)status} {snapshot.ToJsonString()}");
            }

            asked.UnionWith(snapshot["awaiting"]!.AsArray().Select(input => input!["code"]!.ToString()));
            if (!acted && await IsAtAsync(id, snapshot, captured: answered.Length > 0))
            {
                for (var time = 0; time < one.Times; time++)
                {
                    await ActAsync(id, time);
                }

                acted = true;
            }
            else if (EndingOf(snapshot) is not null)
            {
                throw new CaseFailedException($"It ended before the client could act: {snapshot.ToJsonString()}");
            }
            else if (one.PersonComes && captures < one.Captures && Request(snapshot) is { } request && request != answered)
            {
                await CaptureAsync(id, snapshot);
                (answered, captures) = (request, captures + 1);
                continue;
            }

            await PauseAsync(look);
        }
    }

    private IPerson? Person => one.Person ?? path.Person;

    /// <summary>What the person is asked for now, in a form that differs when it is something else; null for nothing.</summary>
    private string? Request(JsonObject snapshot) => Person is { } person
        ? person.CanBegin(snapshot) ? "capture" : null
        : snapshot["status"]!.ToString() == "awaitingInput" ? snapshot["updatedAt"]!.ToString() : null;

    private async Task CaptureAsync(string id, JsonObject snapshot)
    {
        if (Person is { } person)
        {
            await (one.PersonGivesUp ? person.GiveUpAsync(host.Client, snapshot) : person.CaptureAsync(host.Client, snapshot));
            return;
        }

        foreach (var kind in snapshot["awaiting"]!.AsArray().Select(input => input!["kind"]!.ToString()))
        {
            await host.Client.PutImageAsync(id, kind);
        }

        await host.Client.SubmitAsync(id);
    }

    private async Task<bool> IsAtAsync(string id, JsonObject snapshot, bool captured) => one.At switch
    {
        Stage.Opening => true,
        Stage.Capture => Person?.CanBegin(snapshot) ?? snapshot["status"]!.ToString() == "awaitingInput",
        Stage.Captured => captured,
        Stage.Retake => snapshot["awaiting"]!.AsArray().Any(input => !input!["code"]!.ToString().EndsWith(".missing", StringComparison.Ordinal)),
        Stage.Starting => (await host.Ledger.SessionsAsync(id)).Any(session => session.StartCalls > 0),
        Stage.Processing => (await host.Ledger.SessionsAsync(id)).Any(session => session.Started.Count > 0),
        _ => EndingOf(snapshot) is not null,
    };

    /// <param name="time">A repetition may find the verification ended.</param>
    private async Task ActAsync(string id, int time)
    {
        var (expected, (status, body)) = one.Act == ClientAct.Erase
            ? (HttpStatusCode.Accepted, await host.Client.SendAsync(HttpMethod.Delete, $"/api/verifications/{id}"))
            : (one.At == Stage.Ended ? HttpStatusCode.Conflict : HttpStatusCode.Accepted,
                await host.Client.SendAsync(HttpMethod.Post, $"/api/verifications/{id}/cancel"));
        var again = time > 0 && status is HttpStatusCode.Conflict or HttpStatusCode.Gone;
        if (status != expected && !again)
        {
            throw new CaseFailedException($"{one.Act} was answered {(int)status} {body.ToJsonString()}");
        }
    }

    /// <summary>What must hold in the end may take a while: clean-up and notifications come after the outcome.</summary>
    private async Task JudgeAsync(Judge judge)
    {
        while (await judge.ComplaintAsync() is { } complaint)
        {
            if (TimeProvider.System.GetElapsedTime(_since) > TimeLimit || complaint.IsFinal)
            {
                throw new CaseFailedException(complaint.Text);
            }

            await PauseAsync(LastLook);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        if (TimeProvider.System.GetElapsedTime(_since) > TimeLimit)
        {
            throw new CaseFailedException(string.Create(CultureInfo.InvariantCulture, $"It is not over after {TimeLimit.TotalSeconds} s."));
        }

        await Task.Delay(pause, TimeProvider.System);
    }

    private static string? EndingOf(JsonObject snapshot) =>
        snapshot["status"]?.ToString() is "completed" or "failed" or "canceled" or "expired" ? snapshot["status"]!.ToString() : null;
}
