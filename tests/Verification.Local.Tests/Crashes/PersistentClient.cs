using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Verification.Testing;

namespace Verification.Local.Tests.Crashes;

/// <summary>
/// A client app as it should be: it sends a start with an idempotency key, and again for as long as it does not know that the start was
/// taken, over any number of restarts of the server.
/// </summary>
internal sealed class PersistentClient : IDisposable
{
    private const int MostAtOnce = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ServiceProvider _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly Product _product;
    private readonly HttpClient _http;
    private readonly Lazy<string> _picture = new(() =>
        $"data:image/jpeg;base64,{Convert.ToBase64String(File.ReadAllBytes(Repository.PathTo("samples", "selfie.jpg")))}");

    private int _requests;

    public PersistentClient(Product product)
    {
        _product = product;
        _http = _services.GetRequiredService<IHttpClientFactory>().CreateClient();
        _http.BaseAddress = product.Url;
    }

    /// <summary>Start requests that were sent, answered or not.</summary>
    public int Requests => _requests;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <returns>The id under which the order was acknowledged.</returns>
    public async Task<string> StartAsync(Order order)
    {
        for (var pause = Pause; ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            Interlocked.Increment(ref _requests);
            using var answer = await TrySendAsync(() => NewStart(order));
            if (answer is { StatusCode: HttpStatusCode.Created or HttpStatusCode.Accepted })
            {
                return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["id"]!.GetValue<string>();
            }

            if (answer is not (null or { StatusCode: HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable }))
            {
                Assert.Fail($"{order.Name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancelled)}");
            }

            await Task.Delay(answer?.Headers.RetryAfter?.Delta ?? pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>Reads until there is an answer.</summary>
    public async Task<JsonObject> GetAsync(string path)
    {
        while (true)
        {
            using var answer = await TrySendAsync(() => new HttpRequestMessage(HttpMethod.Get, path));
            if (answer is { StatusCode: HttpStatusCode.OK })
            {
                return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
            }

            if (answer is not null)
            {
                Assert.Fail($"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancelled)}");
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>Reads until there is an answer, whatever it says.</summary>
    public async Task<JsonObject> ReadAnyAsync(string path)
    {
        while (true)
        {
            using var answer = await TrySendAsync(() => new HttpRequestMessage(HttpMethod.Get, path));
            if (answer is not null)
            {
                return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>Reads until there is an answer; null when the thing is not there (any more).</summary>
    public async Task<JsonObject?> FindAsync(string path)
    {
        while (true)
        {
            using var answer = await TrySendAsync(() => new HttpRequestMessage(HttpMethod.Get, path));
            if (answer is { StatusCode: not HttpStatusCode.ServiceUnavailable })
            {
                return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled) : null;
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>Sends until there is an answer that is not about the server's own state.</summary>
    public async Task<HttpStatusCode> SendUntilAnsweredAsync(Func<HttpRequestMessage> newRequest)
    {
        while (true)
        {
            using var answer = await TrySendAsync(newRequest);
            if (answer is { StatusCode: not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway) })
            {
                return answer.StatusCode;
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>The person's device, once.</summary>
    public async Task<JsonObject> AtProviderAsync(string path, JsonObject? body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_product.Provider, path), body, Cancelled);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
    }

    public async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var answer = await TrySendAsync(() => new HttpRequestMessage(HttpMethod.Get, path));
        return answer?.StatusCode ?? 0;
    }

    public async Task ScriptAsync(JsonObject change)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_product.Provider, "/_sim/scenarios"), change, Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonObject> LedgerAsync() =>
        (await _http.GetFromJsonAsync<JsonObject>(new Uri(_product.Provider, "/_sim/ledger"), Cancelled))!;

    public async Task LedgerUntilAsync(Func<JsonObject, bool> wanted)
    {
        while (!wanted(await LedgerAsync()))
        {
            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    public void Dispose()
    {
        _turns.Dispose();
        _http.Dispose();
        _services.Dispose();
    }

    /// <summary>Slows down where the server asks for it.</summary>
    /// <returns>Null when there was no whole answer: the server is down, or was killed while it answered.</returns>
    private async Task<HttpResponseMessage?> TrySendAsync(Func<HttpRequestMessage> newRequest)
    {
        await _turns.WaitAsync(Cancelled);
        try
        {
            while (true)
            {
                using var request = newRequest();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _product.Key);
                var answer = await _http.SendAsync(request, Cancelled);
                if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                {
                    return answer;
                }

                using (answer)
                {
                    await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, TimeProvider.System, Cancelled);
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            // The bare one comes from HttpClient where the server dies in the moment in which the connection stands.
            return null;
        }
        finally
        {
            _turns.Release();
        }
    }

    private HttpRequestMessage NewStart(Order order)
    {
        var body = order.Way switch
        {
            Way.Retake => With(["front", "back", "selfie"], "incode"),
            Way.Widget => With([], "passbase").With("capture", "sdk"),
            Way.Page => With([], "assure.signicatvideoid").With("capture", "hosted").With("redirectUrl", "https://shop.example/back"),
            Way.Fallback => Passport("assure.signicatpictureid", "assure.signicatpaper"),
            _ => Passport("assure.signicatpictureid"),
        };
        body["reference"] = order.Reference;
        return new HttpRequestMessage(HttpMethod.Post, "/api/verifications")
        {
            Headers = { { "Idempotency-Key", order.Name } },
            Content = JsonContent.Create(body),
        };
    }

    private JsonObject Passport(params string[] providers) => With(["front"], providers)
        .With("processType", "document")
        .With("document", new JsonObject { ["type"] = "passport", ["country"] = "UTO" });

    private JsonObject With(IReadOnlyList<string> images, params string[] providers)
    {
        var body = new JsonObject { ["providers"] = new JsonArray([.. providers]) };
        return images.Count == 0
            ? body
            : body.With("images", new JsonObject(images.Select(kind => KeyValuePair.Create(kind, (JsonNode?)_picture.Value))));
    }
}
