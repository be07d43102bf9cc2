using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Verification.Providers.Tests;

/// <summary>One request as it went over the wire.</summary>
internal sealed record SentRequest(HttpMethod Method, string Path, string? Authorization, string? ContentType, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The far end of an HTTP client: answers by script and keeps what it was sent.</summary>
internal sealed class ScriptedHttp : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<CancellationToken, Task<HttpResponseMessage>>>> _once = new();
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<HttpResponseMessage>>> _always = new();
    private readonly ConcurrentQueue<SentRequest> _sent = new();

    private int _hanging;

    /// <summary>Requests that wait to be given up.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    public IReadOnlyList<SentRequest> Sent => [.. _sent];

    public int Count(string route) => _sent.Count(request => request.ToString() == route);

    public SentRequest Last(string route) => _sent.Last(request => request.ToString() == route);

    /// <summary>Answers this route once, after the earlier ones of the same route.</summary>
    public ScriptedHttp Once(string route, HttpStatusCode status, string? json = null, Action<HttpResponseMessage>? change = null) =>
        Once(route, _ => Task.FromResult(Answer(status, json, change)));

    public ScriptedHttp Once(string route, Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _once.GetOrAdd(route, _ => new()).Enqueue(answer);
        return this;
    }

    public ScriptedHttp OnceBroken(string route, HttpRequestError error) =>
        Once(route, _ => Task.FromException<HttpResponseMessage>(new HttpRequestException(error)));

    public ScriptedHttp OnceHanging(string route) => Once(route, async cancellationToken =>
    {
        Interlocked.Increment(ref _hanging);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new HttpResponseMessage();
        }
        finally
        {
            Interlocked.Decrement(ref _hanging);
        }
    });

    /// <summary>Answers this route whenever nothing else is scripted for it.</summary>
    public ScriptedHttp Always(string route, HttpStatusCode status, string? json = null)
    {
        _always[route] = _ => Task.FromResult(Answer(status, json));
        return this;
    }

    public static HttpResponseMessage Answer(HttpStatusCode status, string? json, Action<HttpResponseMessage>? change = null)
    {
        var response = new HttpResponseMessage(status);
        if (json is not null)
        {
            response.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        change?.Invoke(response);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var sent = new SentRequest(
            request.Method,
            request.RequestUri!.AbsolutePath,
            request.Headers.Authorization?.ToString(),
            request.Content?.Headers.ContentType?.MediaType,
            body);
        _sent.Enqueue(sent);
        var route = sent.ToString();
        if (_once.TryGetValue(route, out var queue) && queue.TryDequeue(out var once))
        {
            return await once(cancellationToken);
        }

        return _always.TryGetValue(route, out var always)
            ? await always(cancellationToken)
            : throw new InvalidOperationException($"Nothing is scripted for {route}.");
    }
}
