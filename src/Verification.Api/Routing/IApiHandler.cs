using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;

namespace Verification.Api.Routing;

/// <summary>Does the work of one route. One object serves all requests, so it holds no state of any.</summary>
public interface IApiHandler
{
    /// <exception cref="ProblemException">The request ends with an error answer.</exception>
    Task<IResult> HandleAsync(ApiCall call);
}
