using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Api.Clients;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Api.Verifications;
using Verification.Core.Telemetry;
using Verification.Core.Verifications;

namespace Verification.Api.Pipeline;

/// <summary>
/// What stands before every handler, the same on every host: authentication, scope, rate, size and kind of the body, and every exception as
/// a problem document. A host maps <see cref="ApiRoutes.All"/> and calls <see cref="RunAsync"/> by the route's name.
/// </summary>
public sealed partial class ApiPipeline
{
    private readonly IServiceProvider _services;
    private readonly Authenticator _authenticator;
    private readonly RateLimiter _limiter;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiPipeline> _logger;

    internal ApiPipeline(
        IServiceProvider services, Authenticator authenticator, RateLimiter limiter, TimeProvider time, ILogger<ApiPipeline> logger) =>
        (_services, _authenticator, _limiter, _time, _logger) = (services, authenticator, limiter, time, logger);

    /// <summary>Runs the route of this name. Never throws for what a client can cause.</summary>
    public Task<IResult> RunAsync(string route, HttpRequest request) => RunRouteAsync(ApiRoutes.Get(route), request);

    /// <summary>Answers a path under <c>api/</c> that no route takes with this method.</summary>
    public Task<IResult> RunUnmatchedAsync(HttpRequest request) => TraceAsync(null, request, () =>
    {
        var allowed = ApiRoutes.MethodsOf(request.Path);
        if (allowed.Count == 0)
        {
            throw new ProblemException(ProblemTypes.NotFound, "There is no such path.");
        }

        request.HttpContext.Response.Headers.Allow = string.Join(", ", allowed);
        throw new ProblemException(ProblemTypes.MethodNotAllowed, "See the Allow header for what is offered here.");
    });

    private Task<IResult> RunRouteAsync(ApiRoute route, HttpRequest request) => TraceAsync(route, request, () =>
    {
        // Personal, or true only at this moment.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var client = route.Scope == Scopes.None ? null : Admit(route, request);
        BodyGuard.Apply(route, request, _time);
        var handler = (IApiHandler)_services.GetRequiredService(route.Handler);
        return handler.HandleAsync(new ApiCall(route, request, client));
    });

    private async Task<IResult> TraceAsync(ApiRoute? route, HttpRequest request, Func<Task<IResult>> action)
    {
        var since = _time.GetUtcNow();
        var verification = VerificationId.TryParse(request.RouteValues["id"] as string, out var id) ? id : default;

        // The span of a start is begun afterwards, because only then is it known whose trace it belongs to.
        var isStart = route?.Handler == typeof(StartVerificationHandler);
        var span = isStart ? null : RequestSpan.Start(route, request, verification, since);
        var result = await GuardAsync(request, action);
        if (isStart)
        {
            span = RequestSpan.Start(route, request, (result as SnapshotResult)?.Verification ?? default, since);
        }

        return span is null ? result : new TracedResult(result, span);
    }

    private ApiClient Admit(ApiRoute route, HttpRequest request)
    {
        var response = request.HttpContext.Response;
        if (BearerToken.Read(request) is not { } key || _authenticator.Find(key) is not { } client)
        {
            response.Headers.WWWAuthenticate = "Bearer";
            throw new ProblemException(ProblemTypes.KeyInvalid, "Send a live key as Authorization: Bearer vk_...");
        }

        if (!client.Scopes.HasFlag(route.Scope))
        {
            var scope = route.Scope.ToString().ToLowerInvariant();
            response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
            throw new ProblemException(ProblemTypes.ScopeMissing, $"This needs a key with the scope {scope}.");
        }

        if (_limiter.Take(client) is { } wait)
        {
            throw new ProblemException(ProblemTypes.RateExceeded, "Slow down to your client's rate; see Retry-After.") { RetryAfter = wait };
        }

        return client;
    }

    private async Task<IResult> GuardAsync(HttpRequest request, Func<Task<IResult>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception) when (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception exception)
        {
            var problem = ExceptionProblems.Of(exception);
            if (problem is null)
            {
                LogUnexpected(request.Method, ExceptionTrace.Of(exception));
            }
            else if (problem != exception)
            {
                LogFailed(request.Method, problem.Type.Code, exception.Message);
            }

            return new ProblemResult(problem ?? new ProblemException(ProblemTypes.InternalError, "It was recorded; try again later."));
        }
    }

    [LoggerMessage(301, LogLevel.Warning, "A {Method} request ended as {Code}: {Reason}")]
    private partial void LogFailed(string method, string code, string reason);

    [LoggerMessage(302, LogLevel.Error, "A {Method} request failed unexpectedly: {Trace}")]
    private partial void LogUnexpected(string method, string trace);
}
