using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Verification.Testing;

namespace Verification.Local.Tests.Crashes;

/// <summary>The client's app after the start: does what the person is asked for, and what the order has it do besides.</summary>
internal sealed class CustomerApp(PersistentClient client)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly byte[] Picture = File.ReadAllBytes(Repository.PathTo("samples", "selfie.jpg"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Returns when the verification has ended or is erased.</summary>
    public async Task FollowAsync(Order order, string id, TimeSpan actAfter)
    {
        var acts = ActAsync(order.Act, id, actAfter);
        var captured = false;
        while (await client.FindAsync($"/api/verifications/{id}") is { } snapshot && !HasEnded(snapshot))
        {
            if (order.Way == Way.Retake)
            {
                await TakeAsync(id, snapshot);
            }
            else if (!captured && CanCapture(order.Way, snapshot))
            {
                captured = await CaptureAsync(order.Way, id, snapshot);
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }

        await acts;
    }

    private static bool HasEnded(JsonObject snapshot) =>
        snapshot["status"]!.GetValue<string>() is not ("pending" or "awaitingInput" or "processing");

    private static bool CanCapture(Way way, JsonObject snapshot) => way switch
    {
        Way.Widget => (bool?)snapshot["session"]?["hasToken"] == true,
        Way.Page => snapshot["session"]?["captureUrl"] is not null,
        _ => false,
    };

    /// <summary>Better pictures of what is awaited.</summary>
    private async Task TakeAsync(string id, JsonObject snapshot)
    {
        foreach (var kind in snapshot["awaiting"]!.AsArray().Select(input => (string?)input!["kind"]).OfType<string>())
        {
            await client.SendUntilAnsweredAsync(() => new HttpRequestMessage(HttpMethod.Put, $"/api/verifications/{id}/images/{kind}")
            {
                Content = new ByteArrayContent(Picture) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } },
            });
        }
    }

    /// <summary>The person does it once; what the app then tells the server it repeats until it is heard.</summary>
    /// <returns>False: the verification had no session for it after all.</returns>
    private async Task<bool> CaptureAsync(Way way, string id, JsonObject snapshot)
    {
        if (way == Way.Page)
        {
            var page = new Uri(snapshot["session"]!["captureUrl"]!.GetValue<string>());
            await client.AtProviderAsync(new Uri(page, $"{page.Fragment.Split("artifact=")[1]}/finish").PathAndQuery, null);
            return true;
        }

        if (await client.FindAsync($"/api/verifications/{id}/session") is not { } session)
        {
            return false;
        }

        var callback = await client.AtProviderAsync("/passbase-api/widget/submit", session);
        await client.SendUntilAnsweredAsync(() => new HttpRequestMessage(HttpMethod.Post, $"/api/verifications/{id}/submit")
        {
            Content = System.Net.Http.Json.JsonContent.Create(
                new JsonObject { ["identityAccessKey"] = (string?)callback["identityAccessKey"] }),
        });
        return true;
    }

    private async Task ActAsync(Act act, string id, TimeSpan after)
    {
        if (act == Act.None)
        {
            return;
        }

        await Task.Delay(after, TimeProvider.System, Cancelled);
        var status = await client.SendUntilAnsweredAsync(() => act == Act.Cancel
            ? new HttpRequestMessage(HttpMethod.Post, $"/api/verifications/{id}/cancel")
            : new HttpRequestMessage(HttpMethod.Delete, $"/api/verifications/{id}"));
        Assert.True(
            status is HttpStatusCode.Accepted or HttpStatusCode.Gone || (act == Act.Cancel && status == HttpStatusCode.Conflict),
            $"{act} of {id} was answered {status}.");
    }
}
