using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Verification.Testing.Images;

namespace Verification.Conformance.Tests.Running;

/// <summary>The client app, and the person's device: HTTP and JSON, nothing of the product's own types.</summary>
/// <param name="http">Carries the API key.</param>
/// <param name="device">Does not.</param>
internal sealed class KitClient(HttpClient http, HttpClient device)
{
    private const int PersonTries = 8;
    private const int SubmitTries = 2;

    private static readonly TimeSpan PersonPause = TimeSpan.FromMilliseconds(300);

    public static string Image { get; } = $"data:image/jpeg;base64,{Convert.ToBase64String(TestImages.Jpeg())}";

    public Uri Address => http.BaseAddress!;

    public async Task<JsonObject> GetAsync(string path) => Read(await SendAsync(HttpMethod.Get, path), path);

    public async Task<JsonObject> PostAsync(string path, JsonObject? body, string? idempotencyKey = null) =>
        Read(await SendAsync(HttpMethod.Post, path, body, idempotencyKey), path);

    public async Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(
        HttpMethod method, string path, JsonObject? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await BodyAsync(answer));
    }

    public async Task PutImageAsync(string id, string kind)
    {
        using var image = new ByteArrayContent(TestImages.Jpeg()) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
        using var answer = await http.PutAsync($"/api/verifications/{id}/images/{kind}", image);

        // 409: it ended meanwhile, as a verification may that somebody cancels.
        if (answer.StatusCode is not HttpStatusCode.Conflict)
        {
            Read((answer.StatusCode, await BodyAsync(answer)), $"PUT {kind}");
        }
    }

    public async Task SubmitAsync(string id, JsonObject? submission = null)
    {
        for (var tries = 1; ; tries++)
        {
            var (status, body) = await SendAsync(HttpMethod.Post, $"/api/verifications/{id}/submit", submission);
            if (status is HttpStatusCode.Accepted or HttpStatusCode.Conflict or HttpStatusCode.Gone)
            {
                return;
            }

            if ((int)status < 500)
            {
                Read((status, body), "submit");
            }

            if (tries == SubmitTries)
            {
                // The provider cannot be asked; the verification has to do without.
                return;
            }

            await PauseAsync();
        }
    }

    /// <summary>The person's device at the provider, which tries again as people do.</summary>
    public async Task<JsonObject> AtProviderAsync(Func<HttpRequestMessage> build)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var request = build();
                using var answer = await device.SendAsync(request);
                if (tries > 1 && answer.StatusCode is HttpStatusCode.Conflict)
                {
                    // The answer to an earlier try was lost.
                    return [];
                }

                if (answer.IsSuccessStatusCode || tries == PersonTries || (int)answer.StatusCode is < 500 and not 429)
                {
                    return Read((answer.StatusCode, await BodyAsync(answer)), request.RequestUri!.AbsolutePath);
                }
            }
            catch (HttpRequestException) when (tries < PersonTries)
            {
            }

            await PauseAsync();
        }
    }

    private static Task PauseAsync() => Task.Delay(PersonPause, TimeProvider.System);

    private static JsonObject Read((HttpStatusCode Status, JsonObject Body) answer, string what) =>
        (int)answer.Status is >= 200 and < 300
            ? answer.Body
            : throw new CaseFailedException($"{what} answered {(int)answer.Status} {answer.Body.ToJsonString()}");

    private static async Task<JsonObject> BodyAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : [];
    }
}
