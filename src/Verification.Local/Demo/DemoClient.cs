using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json.Nodes;
using Verification.Local.Commands;

namespace Verification.Local.Demo;

/// <summary>Speaks to the API as any client app would: HTTP and JSON, nothing of the product's own types.</summary>
internal sealed class DemoClient(HttpClient http, TimeProvider time)
{
    /// <summary>When the last request went out.</summary>
    public DateTimeOffset Sent { get; private set; } = time.GetUtcNow();

    public async Task<JsonObject> StartAsync(JsonObject start, CancellationToken cancellationToken)
    {
        Sent = time.GetUtcNow();
        using var answer = await http.PostAsJsonAsync("/api/verifications", start, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    public async Task PutImageAsync(string id, string kind, FileInfo file, CancellationToken cancellationToken)
    {
        Sent = time.GetUtcNow();
        await using var bytes = file.OpenRead();
        using var content = new StreamContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType(file));
        using var answer = await http.PutAsync($"/api/verifications/{id}/images/{kind}", content, cancellationToken);
        _ = await ReadAsync(answer, cancellationToken);
    }

    /// <param name="submission">What the provider's SDK handed back; null when the pictures were sent here.</param>
    /// <exception cref="CommandException">The API refused.</exception>
    public Task SubmitAsync(string id, JsonObject? submission, CancellationToken cancellationToken) =>
        PostAsync($"/api/verifications/{id}/submit", submission, token: null, cancellationToken);

    public Task CancelAsync(string id, CancellationToken cancellationToken) =>
        PostAsync($"/api/verifications/{id}/cancel", body: null, token: null, cancellationToken);

    /// <param name="token">Instead of the API's key.</param>
    public async Task<JsonObject> PostAsync(string path, JsonObject? body, string? token, CancellationToken cancellationToken)
    {
        Sent = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        Sent = time.GetUtcNow();
        using var answer = await http.GetAsync(path, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <exception cref="CommandException">The API refused; the message is what it said.</exception>
    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var json = text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        if (answer.IsSuccessStatusCode)
        {
            return json;
        }

        var said = string.Join(' ', new[] { json["title"], json["detail"] }.OfType<JsonNode>().Select(node => node.ToString()));
        var fields = (json["errors"] as JsonObject)?.Select(field => $"{field.Key}: {field.Value}") ?? [];
        throw new CommandException(
            $"The API answered {(int)answer.StatusCode}. {string.Join(' ', fields.Prepend(said))}".TrimEnd());
    }

    private static string MediaType(FileInfo file) => file.Extension.ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => MediaTypeNames.Image.Jpeg,
        ".png" => MediaTypeNames.Image.Png,
        _ => MediaTypeNames.Application.Octet,
    };
}
