using Polly;
using Verification.Core.Providers;

namespace Verification.Providers.Resilience;

/// <summary><c>Retry-After</c> (RFC 9110, 10.2.3), as seconds or as a date.</summary>
internal static class RetryAfter
{
    /// <summary>What the answer asks for, or the token endpoint when the call did not come further than that.</summary>
    public static TimeSpan? Read(Outcome<HttpResponseMessage> outcome, TimeProvider time) =>
        outcome.Exception is ProviderException known ? known.RetryAfter : Read(outcome.Result, time);

    public static TimeSpan? Read(HttpResponseMessage? response, TimeProvider time)
    {
        var wait = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
