using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Providers.Http;
using Verification.Providers.Resilience;

namespace Verification.Providers.Incode;

/// <summary>The calls of the Omni API, one method each. All throw <see cref="ProviderException"/>.</summary>
/// <remarks>https://developer.incode.com/reference/introduction and https://docs.incode.com/docs/omni-api/integration-guide</remarks>
internal sealed class IncodeClient(IHttpClientFactory clients, IOptionsMonitor<IncodeOptions> options, TimeProvider time)
{
    /// <summary>The name of the HTTP client, the family and the provider.</summary>
    public const string Family = "incode";

    private readonly ProviderHttp _http = new(clients, Family, time, IncodeError.Read);
    private readonly ProviderHttp _images = new(clients, Family, time, IncodeError.ReadOfImage);

    /// <summary>Opens a session. Not repeated: a second one would be found by nobody.</summary>
    public Task<IncodeInterview> StartAsync(JsonObject body, CancellationToken cancellationToken) =>
        StartAsync(body, Repeat.Once, cancellationToken);

    /// <summary>A new token for a session that exists.</summary>
    /// <param name="flow">The one that it was opened in; null for the configured one.</param>
    public Task<IncodeInterview> ReopenAsync(string interview, string? flow, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["interviewId"] = interview, ["configurationId"] = flow ?? options.CurrentValue.ConfigurationId };
        return StartAsync(body, Repeat.Safe, cancellationToken);
    }

    /// <summary>The hosted page of a session. In this form the session's token alone says whose it is.</summary>
    public async Task<Uri> GetOnboardingUrlAsync(string token, CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Get, "/0/omni/onboarding-url", Repeat.Safe, token, withKey: false);
        var client = options.CurrentValue.ClientId is { Length: > 0 } id ? $"?clientId={Uri.EscapeDataString(id)}" : "";
        var json = await _http.SendAsync($"0/omni/onboarding-url{client}", call, null, cancellationToken);
        return Uri.TryCreate(json.Text("url"), UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? url
            : throw ProviderHttp.Protocol(call, "answered without a url");
    }

    /// <summary>Sends one image; the same side again replaces the former. The answer tells its quality.</summary>
    public Task<JsonElement> AddImageAsync(string token, ImageUpload image, CancellationToken cancellationToken)
    {
        var path = image.Kind switch
        {
            ImageKind.Front => "omni/add/front-id/v2",
            ImageKind.Back => "omni/add/back-id/v2",
            _ => "omni/add/face/third-party",
        };
        var call = Call(HttpMethod.Post, $"/{path}", Repeat.Safe, token);
        var content = new Base64ImageContent("{\"base64Image\":\"", image, "\"}");
        return _images.SendAsync(image.Kind is ImageKind.Selfie ? $"{path}?imageType=selfie" : path, call, content, cancellationToken);
    }

    /// <summary>Starts the processing of the document. Not repeated, although it does nothing before both sides are uploaded again.</summary>
    public Task ProcessIdAsync(string token, CancellationToken cancellationToken) => _http.SendAsync(
        "omni/process/id", Call(HttpMethod.Post, "/omni/process/id", Repeat.Once, token), ProviderHttp.Json([]), cancellationToken);

    /// <summary>Compares the face on the document with the selfie. Repeated: it compares the same two pictures again.</summary>
    public Task ProcessFaceAsync(string token, CancellationToken cancellationToken) => _http.SendAsync(
        "omni/process/face?imageType=selfie",
        Call(HttpMethod.Post, "/omni/process/face", Repeat.Safe, token),
        ProviderHttp.Json([]),
        cancellationToken);

    public async Task<bool> IsProcessedAsync(string token, string interview, CancellationToken cancellationToken) =>
        (await GetAsync("omni/get/postprocess/isfinished", token, interview, cancellationToken)).Flag("finished") is true;

    /// <summary>Marks the session completed, from which its rules are run and the score becomes final.</summary>
    public Task FinishAsync(string token, CancellationToken cancellationToken)
    {
        var method = HttpMethod.Parse(options.CurrentValue.FinishMethod);
        var content = method == HttpMethod.Post ? ProviderHttp.Json([]) : null;
        return _http.SendAsync(
            "omni/finish-status", Call(method, "/omni/finish-status", Repeat.Safe, token), content, cancellationToken);
    }

    public async Task<string?> GetStatusAsync(string token, string interview, CancellationToken cancellationToken) =>
        (await GetAsync("omni/get/onboarding/status", token, interview, cancellationToken)).Text("onboardingStatus");

    public Task<JsonElement> GetScoreAsync(string token, string interview, CancellationToken cancellationToken) =>
        GetAsync("omni/get/score", token, interview, cancellationToken);

    public Task<JsonElement> GetOcrAsync(string token, string interview, CancellationToken cancellationToken) =>
        GetAsync("omni/get/ocr-data", token, interview, cancellationToken);

    /// <summary>The latest image of one type, or null. One type at a time: an answer over 10 MB would be a 502.</summary>
    public async Task<byte[]?> GetImageAsync(string token, string interview, string type, CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Post, "/omni/get/images", Repeat.Safe, token);
        var body = new JsonObject { ["images"] = new JsonArray(type) };
        var json = await _http.SendAsync($"omni/get/images?id={interview}", call, ProviderHttp.Json(body), cancellationToken);
        var base64 = json.Text(type) ?? "";
        var bytes = new byte[base64.Length / 4 * 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }

    /// <summary>A token for the back office.</summary>
    public async Task<string> LogInAsync(CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Post, "/executive/log-in", Repeat.Safe, token: null);
        var (email, password) = (options.CurrentValue.ExecutiveEmail, options.CurrentValue.ExecutivePassword);
        var body = new JsonObject { ["email"] = email, ["password"] = password };
        var json = await _http.SendAsync("executive/log-in", call, ProviderHttp.Json(body), cancellationToken);
        return json.Text("token") ?? throw ProviderHttp.Protocol(call, "answered without a token");
    }

    /// <summary>Makes the person of an accepted session a customer; the answer names the customer.</summary>
    public Task<JsonElement> ApproveAsync(string executive, string interview, CancellationToken cancellationToken) => _http.SendAsync(
        $"omni/process/approve?interviewId={interview}",
        Call(HttpMethod.Post, "/omni/process/approve", Repeat.Safe, executive),
        ProviderHttp.Json([]),
        cancellationToken);

    public async Task DeleteAsync(string executive, string interview, CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Delete, "/omni/interview", Repeat.Safe, executive);
        using var response = await _http.OpenAsync($"omni/interview?interviewId={interview}", call, null, cancellationToken);
    }

    private async Task<IncodeInterview> StartAsync(JsonObject body, Repeat repeat, CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Post, "/omni/start", repeat, token: null);
        var json = await _http.SendAsync("omni/start", call, ProviderHttp.Json(body), cancellationToken);
        return IncodeInterview.Read(json) ?? throw ProviderHttp.Protocol(call, "answered without interviewId and token");
    }

    // The parameter is "id" for reads and "interviewId" for what changes something.
    private Task<JsonElement> GetAsync(string path, string token, string interview, CancellationToken cancellationToken) =>
        _http.SendAsync($"{path}?id={interview}", Call(HttpMethod.Get, $"/{path}", Repeat.Safe, token), null, cancellationToken);

    private ProviderCall Call(HttpMethod method, string template, Repeat repeat, string? token, bool withKey = true)
    {
        var headers = new List<(string, string)> { ("api-version", "1.0") };
        if (withKey)
        {
            headers.Add(("x-api-key", options.CurrentValue.ApiKey));
        }

        if (token is not null)
        {
            headers.Add(("X-Incode-Hardware-Id", token));
        }

        return new ProviderCall(method, template, repeat) { Headers = headers };
    }
}
