using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Verification.Core.Providers;
using Verification.Core.Telemetry;

namespace Verification.Providers.Resilience;

/// <summary>
/// One pipeline per provider family, made at its first call and kept for the life of the process, so that the circuit and the limit
/// count all its calls: total time-out, retry, concurrency limit, circuit breaker, time-out per try, from outside to inside.
/// </summary>
internal sealed partial class ProviderPipelines(
    IOptionsMonitor<ResilienceOptions> options, TimeProvider time, ILogger<ProviderPipelines> logger) : IProviderHealth
{
    public static readonly ResiliencePropertyKey<ProviderCall> Call = new("verification.providers.call");

    private readonly ConcurrentDictionary<string, Lazy<Entry>> _entries = new(StringComparer.Ordinal);

    public ResiliencePipeline<HttpResponseMessage> For(string family) =>
        _entries.GetOrAdd(family, name => new Lazy<Entry>(() => Build(name))).Value.Pipeline;

    public ProviderAvailability Of(string family)
    {
        var entry = _entries.TryGetValue(family, out var made) ? made.Value : null;
        return entry?.Circuit.CircuitState switch
        {
            null or CircuitState.Closed => ProviderAvailability.Available,
            CircuitState.HalfOpen => ProviderAvailability.Probing,

            // The circuit itself learns at its next call that its break is over; who avoids an open one would never make that call.
            CircuitState.Open when entry.Break.IsOver(time.GetUtcNow()) => ProviderAvailability.Probing,
            _ => ProviderAvailability.Unavailable,
        };
    }

    private Entry Build(string family)
    {
        var settings = options.Get(family);
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = settings.Concurrency,
            QueueLimit = settings.Queue,
        });
        var circuit = new CircuitBreakerStateProvider();
        var pause = new CircuitBreak();
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { Name = family, TimeProvider = time }
            .AddTimeout(settings.TotalTimeout);
        if (settings.Retries > 0)
        {
            builder.AddRetry(Retry(family, settings));
        }

        var pipeline = builder
            .AddStrategy(_ => new ConcurrencyStrategy(limiter))
            .AddCircuitBreaker(Breaker(family, settings, circuit, pause))
            .AddTimeout(settings.TryTimeout)
            .Build();
        return new Entry(pipeline, circuit, pause);
    }

    private RetryStrategyOptions<HttpResponseMessage> Retry(string family, ResilienceOptions settings) => new()
    {
        MaxRetryAttempts = settings.Retries,
        Delay = settings.RetryDelay,
        MaxDelay = settings.MaxRetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = arguments => ValueTask.FromResult(
            CallOf(arguments.Context).MayBeRepeated
            && !(RetryAfter.Read(arguments.Outcome, time) > settings.MaxRetryDelay)),
        DelayGenerator = arguments => ValueTask.FromResult(RetryAfter.Read(arguments.Outcome, time)),
        OnRetry = arguments =>
        {
            var call = CallOf(arguments.Context);
            VerificationTelemetry.Retried(family);
            Log.Retrying(logger, family, call.Operation, call.Fate, arguments.AttemptNumber + 1, arguments.RetryDelay);
            call.EndTry();
            return ValueTask.CompletedTask;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(
        string family, ResilienceOptions settings, CircuitBreakerStateProvider circuit, CircuitBreak pause) => new()
        {
            FailureRatio = settings.FailureRatio,
            MinimumThroughput = settings.MinimumThroughput,
            SamplingDuration = settings.SamplingDuration,
            BreakDuration = settings.BreakDuration,
            StateProvider = circuit,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is not OperationCanceledException
                && CallOf(arguments.Context).Fate is TryFate.NeverMade or TryFate.Unclear),
            OnOpened = arguments =>
            {
                pause.Begin(time.GetUtcNow() + arguments.BreakDuration);
                Log.CircuitOpened(logger, family, arguments.BreakDuration);
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                Log.CircuitClosed(logger, family);
                return ValueTask.CompletedTask;
            },
        };

    private static ProviderCall CallOf(ResilienceContext context) =>
        context.Properties.TryGetValue(Call, out var call) ? call : throw new InvalidOperationException("No call in the context.");

    private sealed record Entry(
        ResiliencePipeline<HttpResponseMessage> Pipeline, CircuitBreakerStateProvider Circuit, CircuitBreak Break);

    /// <summary>Until when the circuit, open now, refuses calls.</summary>
    private sealed class CircuitBreak
    {
        private long _until;

        public void Begin(DateTimeOffset until) => Volatile.Write(ref _until, until.UtcTicks);

        public bool IsOver(DateTimeOffset now) => now.UtcTicks >= Volatile.Read(ref _until);
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "{Family}: {Operation} ended {Fate}; retry {Retry} in {Delay}.")]
        public static partial void Retrying(
            ILogger logger, string family, string operation, TryFate fate, int retry, TimeSpan delay);

        [LoggerMessage(2002, LogLevel.Warning, "{Family}: too many failures, calls are refused for {Duration}.")]
        public static partial void CircuitOpened(ILogger logger, string family, TimeSpan duration);

        [LoggerMessage(2003, LogLevel.Information, "{Family}: answers again.")]
        public static partial void CircuitClosed(ILogger logger, string family);
    }
}
