using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Verification.Simulators.Assure;

namespace Verification.Simulators.Tests.Assure;

/// <summary>A customer of Assure who knows its API and nothing of the simulator.</summary>
internal sealed class AssureClient(SimulatedWorld world)
{
    public const string NotificationUrl = "https://customer.example/hooks/assure";
    public const string CallbackSecret = "Token abc";

    public string? Token { get; set; }

    public static async Task<AssureClient> ConnectAsync(SimulatedWorld world)
    {
        var client = new AssureClient(world);
        await client.RenewTokenAsync();
        return client;
    }

    public async Task RenewTokenAsync()
    {
        var options = new AssureOptions();
        var answer = await FetchTokenAsync(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "signicat-api",
            ["client_id"] = options.ClientId,
            ["client_secret"] = options.ClientSecret,
        });
        Token = (string)(await JsonAsync(answer))["access_token"]!;
    }

    public async Task<HttpResponseMessage> FetchTokenAsync(
        Dictionary<string, string> form, string? authorization = null, string path = "/auth/open/connect/token")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/assure-api" + path) { Content = new FormUrlEncodedContent(form) };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await world.Client.SendAsync(request, SimulatedWorld.Stop);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/assure-api" + path);
        request.Headers.Authorization = Token is null ? null : new AuthenticationHeaderValue("Bearer", Token);
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, MediaTypeHeaderValue.Parse("application/json")),
            _ => JsonContent.Create(body),
        };
        return await world.Client.SendAsync(request, SimulatedWorld.Stop);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>The path of a new dossier.</summary>
    public async Task<string> CreateDossierAsync(string? reference = null)
    {
        var dossier = await ExpectAsync(await PostAsync("/assure/dossiers", new { externalReference = reference }), HttpStatusCode.Created);
        return $"/assure/dossiers/{dossier["dossierId"]}";
    }

    /// <summary>The path of a new process.</summary>
    public async Task<string> CreateProcessAsync(string dossier, object request)
    {
        var process = await ExpectAsync(await PostAsync($"{dossier}/processes", request), HttpStatusCode.Created);
        return $"{dossier}/processes/{process["processId"]}";
    }

    /// <summary>A PictureID process of one passport, its front already there.</summary>
    public async Task<string> PrepareAsync(string? scenario = null, string? notificationUrl = NotificationUrl)
    {
        var dossier = await CreateDossierAsync(scenario is null ? "case-1" : $"ver_1 scenario:{scenario} case-1");
        var process = await CreateProcessAsync(dossier, new
        {
            provider = "signicatpictureid",
            processType = "document",
            documentId = 137,
            notificationUrl,
            authorizationHeader = CallbackSecret,
        });
        await ExpectAsync(await PostAsync($"{process}/images", new { front = TestImages.DataUrl(TestImages.Png()) }));
        return process;
    }

    public async Task<JsonObject> StatusAsync(string process) => await ExpectAsync(await GetAsync(process));

    public static async Task<JsonObject> ExpectAsync(HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(SimulatedWorld.Stop);
            Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
            return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        }
    }

    /// <summary>The problem's <c>detail</c>.</summary>
    public static async Task<string> ExpectProblemAsync(HttpResponseMessage response, HttpStatusCode status) =>
        (string)(await ExpectAsync(response, status))["detail"]!;

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage response) => await ExpectAsync(response);
}
