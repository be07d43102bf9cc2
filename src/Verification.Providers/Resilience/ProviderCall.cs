using System.Net;
using Verification.Core.Providers;

namespace Verification.Providers.Resilience;

/// <summary>Whether a call may be made again when it is not known what became of it.</summary>
internal enum Repeat
{
    /// <summary>Twice does no more than once.</summary>
    Safe,

    /// <summary>Only after proof that nothing happened: 401, 429, or a connection that was never made.</summary>
    Once,
}

/// <summary>What is known of one try.</summary>
internal enum TryFate
{
    None,
    Answered,
    NeverMade,
    Throttled,
    Unclear,
}

/// <summary>One call to a provider as the pipeline sees it. Travels in the request's options.</summary>
/// <param name="template">The path with names in the place of ids: what messages and logs may show.</param>
internal sealed class ProviderCall(HttpMethod method, string template, Repeat repeat)
{
    private static readonly HttpRequestOptionsKey<ProviderCall> Key = new("verification.providers.call");

    public HttpMethod Method { get; } = method;

    public string Template { get; } = template;

    public string Operation { get; } = $"{method} {template}";

    public bool IsRead => Method == HttpMethod.Get;

    public Repeat Repeat { get; } = repeat;

    /// <summary>Media types that are understood (RFC 9110, 12.5.1).</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>Headers of this call alone, such as a session's own token.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The whole answer is read within the try, so that a slow or cut one is a failed try.</summary>
    public bool Buffered { get; init; } = true;

    public int Tries { get; private set; }

    public TryFate Fate { get; private set; }

    /// <summary>Some try so far may have changed something at the provider.</summary>
    public bool MayHaveTakenEffect { get; private set; }

    public bool MayBeRepeated => Fate is TryFate.NeverMade or TryFate.Throttled || (Fate is TryFate.Unclear && Repeat is Repeat.Safe);

    public static ProviderCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var call) ? call : new ProviderCall(request.Method, "", Repeat.Once);

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    public void BeginTry() => (Tries, Fate) = (Tries + 1, TryFate.None);

    /// <summary>What comes before the next try (queue, open circuit) must not be judged by the last one.</summary>
    public void EndTry() => Fate = TryFate.None;

    /// <summary>The try ended before anything was sent.</summary>
    public void NeverMade() => Fate = TryFate.NeverMade;

    public void Answered(HttpStatusCode status) => Settle(status switch
    {
        HttpStatusCode.TooManyRequests => TryFate.Throttled,
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => TryFate.Unclear,
        _ => TryFate.Answered,
    });

    public void Broke(Exception exception)
    {
        if (Fate is TryFate.NeverMade)
        {
            return;
        }

        Settle(exception switch
        {
            ProviderException { Kind: ProviderErrorKind.Transient, MayHaveTakenEffect: false } => TryFate.NeverMade,
            ProviderException { MayHaveTakenEffect: false } => TryFate.Answered,
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => TryFate.Answered,
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
            } => TryFate.NeverMade,
            HttpRequestException or IOException or OperationCanceledException => TryFate.Unclear,

            // Not the provider's doing, for example the image to be sent could not be read.
            _ => TryFate.None,
        });
    }

    private void Settle(TryFate fate)
    {
        Fate = fate;
        MayHaveTakenEffect |= fate is TryFate.Unclear && !IsRead;
    }
}
