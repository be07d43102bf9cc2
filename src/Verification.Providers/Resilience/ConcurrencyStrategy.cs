using System.Threading.RateLimiting;
using Polly;
using Verification.Core.Providers;

namespace Verification.Providers.Resilience;

/// <summary>Lets a bounded number of tries through at a time, and a bounded number wait.</summary>
internal sealed class ConcurrencyStrategy(ConcurrencyLimiter limiter) : ResilienceStrategy<HttpResponseMessage>
{
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        using var lease = await limiter.AcquireAsync(1, context.CancellationToken);
        return lease.IsAcquired
            ? await callback(context, state)
            : Outcome.FromException<HttpResponseMessage>(new ProviderException(
                ProviderErrorKind.Transient,
                "provider.busy",
                $"{context.OperationKey}: too many calls to this provider are waiting already.",
                mayHaveTakenEffect: false));
    }
}
