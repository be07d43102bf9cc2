using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Local.Commands;
using Verification.Local.Hosting;

namespace Verification.Local.Demo;

/// <summary>
/// What a client app does: start, send the pictures that are awaited or let the provider take them, wait for the end, read the result.
/// </summary>
internal sealed class DemoScript(
    DemoOptions options, ProviderDescriptor provider, DemoClient client, IWorkflowClient workflows, DemoWatch watch, TimeProvider time)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);

    private readonly DemoImages _images = new(options);
    private readonly DemoPerson _person = new(provider, client, watch);

    public async Task<DemoReport> RunAsync(string exportFolder, CancellationToken cancellationToken)
    {
        var started = await client.StartAsync(StartBody(), cancellationToken);
        var id = Text(started, "id")!;
        watch.Client("POST /api/verifications", id);

        var snapshot = await FollowAsync(id, cancellationToken);
        var timeline = await watch.SeeAsync(id, cancellationToken);
        var (path, result) = Text(snapshot, "status") == "completed" ? await ExportAsync(id, exportFolder, cancellationToken) : default;
        return new DemoReport(
            id,
            Text(snapshot, "status")!,
            Text(snapshot, "decision"),
            Text(snapshot, "provider")!,
            path,
            result,
            timeline,
            await watch.CountAsync(cancellationToken),
            [.. (snapshot["reasons"] as JsonArray ?? []).Select(reason => reason!.ToString())]);
    }

    /// <summary>Looks at the verification until it has ended and everything is cleaned up, and sends whatever it awaits.</summary>
    private async Task<JsonObject> FollowAsync(string id, CancellationToken cancellationToken)
    {
        string? answered = null;
        while (true)
        {
            var snapshot = await client.GetAsync($"/api/verifications/{id}", cancellationToken);
            _ = await watch.SeeAsync(id, cancellationToken);
            watch.Status(Text(snapshot, "status")!);

            // What is awaited stays in the snapshot until the workflow has taken the answer in: each request is answered once.
            if (IsAwaiting(snapshot) && Text(snapshot, "updatedAt") != answered)
            {
                watch.Client("GET /api/verifications/{id}", $"awaits {string.Join(", ", Awaited(snapshot, "code"))}");
                foreach (var refusal in Refusals(snapshot))
                {
                    watch.Client("tells the person", refusal);
                }

                await AnswerAsync(id, snapshot, cancellationToken);
                answered = Text(snapshot, "updatedAt");
            }
            else if (await workflows.GetAsync(id, cancellationToken) is null or { RuntimeStatus: not WorkflowRuntimeStatus.Running })
            {
                return await client.GetAsync($"/api/verifications/{id}", cancellationToken);
            }
            else
            {
                await Task.Delay(Glance, time, cancellationToken);
            }
        }
    }

    private Task AnswerAsync(string id, JsonObject snapshot, CancellationToken cancellationToken) => Awaited(snapshot, "kind") is { Count: > 0 } kinds
        ? SendAsync(id, kinds, cancellationToken)
        : CaptureAsync(id, Text(snapshot["session"] as JsonObject, "captureUrl"), cancellationToken);

    private async Task CaptureAsync(string id, string? page, CancellationToken cancellationToken)
    {
        if (await _person.CaptureAsync(id, page is null ? null : new Uri(page), cancellationToken) is not { } submission)
        {
            await client.CancelAsync(id, cancellationToken);
            watch.Client("POST /api/verifications/{id}/cancel", "the person gave up");
            return;
        }

        try
        {
            await client.SubmitAsync(id, submission, cancellationToken);
            watch.Client("POST /api/verifications/{id}/submit", "");
        }
        catch (CommandException refused)
        {
            // The service finds out by itself what the person did; what the client says only makes it faster.
            watch.Client("POST /api/verifications/{id}/submit", refused.Message);
        }
    }

    private async Task SendAsync(string id, IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        foreach (var (kind, file) in _images.For(kinds))
        {
            await client.PutImageAsync(id, kind, file, cancellationToken);
            watch.Client($"PUT /api/verifications/{{id}}/images/{kind}", $"{file.Name}, {file.Length / 1024.0:0} KB");
        }

        await client.SubmitAsync(id, submission: null, cancellationToken);
        watch.Client("POST /api/verifications/{id}/submit", "");
    }

    private async Task<(string Path, JsonObject Result)> ExportAsync(string id, string folder, CancellationToken cancellationToken)
    {
        var result = await client.GetAsync($"/api/verifications/{id}/result", cancellationToken);
        watch.Client("GET /api/verifications/{id}/result", "");
        var path = Path.Combine(folder, $"{id}.json");
        using var file = PrivateFile.Open(path);
        PrivateFile.Write(file, DemoReport.ToJson(result));
        return (path, result);
    }

    private JsonObject StartBody()
    {
        var body = new JsonObject
        {
            ["provider"] = options.Provider,
            ["capture"] = Word(DemoPerson.PathOf(provider)),
            ["reference"] = $"scenario:{options.Scenario}",
            ["expiresAfter"] = "PT5M",
            ["retention"] = new JsonObject { ["keep"] = "full" },
        };
        if (DemoPerson.PathOf(provider) is CapturePath.Upload)
        {
            body["document"] = new JsonObject { ["type"] = _images.TwoSided ? "identityCard" : "passport", ["country"] = "UTO" };
        }
        else
        {
            body["redirectUrl"] = "https://app.example/verified";
        }

        if (_images.WithSelfie && provider.ProcessTypes.Contains("documentSelfie"))
        {
            body["processType"] = "documentSelfie";
        }
        else if (provider.ProcessTypes.Contains("document"))
        {
            body["processType"] = "document";
        }

        if (provider.Options.Contains("location"))
        {
            body["providerOptions"] = new JsonObject { ["location"] = new JsonObject { ["countryOfResidence"] = "NLD" } };
        }

        return body;
    }

    private static bool IsAwaiting(JsonObject snapshot) =>
        Text(snapshot, "status") == "awaitingInput" && snapshot["awaiting"] is JsonArray { Count: > 0 };

    private static List<string> Awaited(JsonObject snapshot, string member) =>
        [.. (snapshot["awaiting"] as JsonArray ?? []).Select(input => Text(input as JsonObject, member)).OfType<string>()];

    /// <summary>What to do about pictures that were sent and not taken.</summary>
    private static IEnumerable<string> Refusals(JsonObject snapshot) =>
        snapshot["awaiting"]!.AsArray().OfType<JsonObject>()
            .Where(input => input["kind"] is not null && !Text(input, "code")!.EndsWith(".missing", StringComparison.Ordinal))
            .Select(input => Text(input, "message")!);

    private static string Word(CapturePath capture) => capture switch
    {
        CapturePath.Upload => "upload",
        CapturePath.Sdk => "sdk",
        _ => "hosted",
    };

    private static string? Text(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
