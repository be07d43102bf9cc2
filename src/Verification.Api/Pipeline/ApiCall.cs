using Microsoft.AspNetCore.Http;
using Verification.Api.Clients;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Api.Verifications;
using Verification.Core.Verifications;

namespace Verification.Api.Pipeline;

/// <summary>A request on its way through the pipeline, as its handler sees it.</summary>
public sealed class ApiCall(ApiRoute route, HttpRequest request, ApiClient? client)
{
    public ApiRoute Route { get; } = route;

    public HttpRequest Request { get; } = request;

    /// <summary>Who calls.</summary>
    /// <exception cref="InvalidOperationException">The route is open to everybody.</exception>
    public ApiClient Client => client ?? throw new InvalidOperationException($"Route {Route.Name} has no client.");

    /// <summary>Ends when the client goes away.</summary>
    public CancellationToken Aborted => Request.HttpContext.RequestAborted;

    /// <summary>A value of the route's pattern.</summary>
    public string RouteValue(string name) => Request.RouteValues[name]?.ToString() ?? "";

    /// <summary>The verification that the path names.</summary>
    /// <exception cref="ProblemException">This client has none of that id.</exception>
    public async Task<VerificationRecord> FindVerificationAsync(VerificationReader reader) =>
        (VerificationId.TryParse(RouteValue("id"), out var id) ? await reader.FindAsync(Client.Name, id, Aborted) : null)
        ?? throw new ProblemException(ProblemTypes.NotFound, "There is no such verification.");

    /// <summary>The verification that the path names, unless it is erased.</summary>
    /// <exception cref="ProblemException">This client has none of that id, or it was erased.</exception>
    public async Task<VerificationRecord> FindLivingAsync(VerificationReader reader) =>
        await FindVerificationAsync(reader) is { Erasure: null } record ? record : throw ErasedProblem.Of(null);
}
