using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Verification.Testing;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>A client app of <c>serve</c>.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly HttpClient _http;

    public ApiClient(string url, string key)
    {
        Key = key;
        _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        _http = _services.GetRequiredService<IHttpClientFactory>().CreateClient();
        _http.BaseAddress = new Uri(url);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public string Key { get; }

    /// <summary>Starts a verification with a picture of the sample passport.</summary>
    /// <returns>Its id; from here on it may not be lost.</returns>
    public async Task<string> StartAsync(string scenario, string picture = "passport.jpg", string keep = "claims")
    {
        var bytes = await File.ReadAllBytesAsync(Repository.PathTo("samples", picture), TestContext.Current.CancellationToken);
        var body = Body(scenario, keep);
        body["images"] = new JsonObject { ["front"] = $"data:image/jpeg;base64,{Convert.ToBase64String(bytes)}" };
        return await StartAsync(body);
    }

    /// <returns>The id of one whose session is open and that awaits its picture.</returns>
    public async Task<string> StartWithoutImagesAsync()
    {
        var id = await StartAsync(Body("accepted", "claims"));
        await GetUntilAsync($"/api/verifications/{id}", snapshot => snapshot["status"]!.GetValue<string>() == "awaitingInput");
        return id;
    }

    private static JsonObject Body(string scenario, string keep) => new()
    {
        ["provider"] = "assure.signicatpictureid",
        ["processType"] = "document",
        ["document"] = new JsonObject { ["type"] = "passport", ["country"] = "UTO" },
        ["reference"] = $"scenario:{scenario}",
        ["retention"] = new JsonObject { ["keep"] = keep },
    };

    public async Task<string> StartAsync(JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync("/api/verifications", body, TestContext.Current.CancellationToken);
        var snapshot = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, snapshot!.ToJsonString());
        return snapshot["id"]!.GetValue<string>();
    }

    public Task<string> GetPageAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The answer's body, also when it is a problem.</summary>
    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }

    public async Task DeleteAsync(string path)
    {
        using var answer = await _http.DeleteAsync(path, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Looks again until the object is as wanted; the test's time limit ends it.</summary>
    public async Task<JsonObject> GetUntilAsync(string path, Func<JsonObject, bool> wanted)
    {
        while (true)
        {
            var found = await GetAsync(path);
            if (wanted(found))
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _services.Dispose();
    }
}
