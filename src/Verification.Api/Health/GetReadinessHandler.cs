using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Verification.Api.Pipeline;
using Verification.Api.Routing;
using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Workflows;

namespace Verification.Api.Health;

/// <summary>
/// Store and engine answer, so starts can be acknowledged. A provider that is out is shown but does not make the service unready:
/// starts wait for it durably.
/// </summary>
internal sealed partial class GetReadinessHandler(
    IObjectStore objects,
    IWorkflowClient workflows,
    ProviderCatalog catalog,
    TimeProvider time,
    ILogger<GetReadinessHandler> logger,
    IProviderHealth? health = null)
    : IApiHandler
{
    private const string Probe = "health/probe";

    /// <summary>Anybody may ask, and asking writes to the store: so an answer stands for a while.</summary>
    private static readonly TimeSpan StandsFor = TimeSpan.FromSeconds(5);

    /// <summary>Who balances load by this wants an answer, also from a store that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Look? _last;

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var look = _last is { } last && time.GetUtcNow() - last.At < StandsFor ? last : _last = await LookAsync(call.Aborted);
        var providers = catalog.All.Select(provider => provider.Descriptor.Family).Distinct().Order(StringComparer.Ordinal)
            .ToDictionary(family => family, family => health?.Of(family) ?? ProviderAvailability.Available);
        return TypedResults.Json(
            new ReadinessBody(Word(look.Ready), Word(look.Store), Word(look.Engine), providers),
            ApiJson.Options,
            statusCode: look.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<Look> LookAsync(CancellationToken cancellationToken) => new(
        time.GetUtcNow(),
        await AnswersAsync("store", () => objects.PutAsync(Probe, Stream.Null, cancellationToken), cancellationToken),
        await AnswersAsync("engine", () => workflows.GetAsync(Probe, cancellationToken), cancellationToken));

    private async Task<bool> AnswersAsync(string part, Func<Task> probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe().WaitAsync(Patience, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotReady(part, exception.GetType().Name);
            return false;
        }
    }

    private static string Word(bool works) => works ? "ok" : "unavailable";

    [LoggerMessage(311, LogLevel.Warning, "Not ready: the {Part} does not answer ({Error}).")]
    private partial void LogNotReady(string part, string error);

    private sealed record Look(DateTimeOffset At, bool Store, bool Engine)
    {
        public bool Ready => Store && Engine;
    }

    private sealed record ReadinessBody(
        string Status, string Store, string Engine, IReadOnlyDictionary<string, ProviderAvailability> Providers);
}
