using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;

namespace Verification.Api.Health;

/// <summary>The process is alive; nothing else is looked at.</summary>
internal sealed class GetHealthHandler : IApiHandler
{
    public Task<IResult> HandleAsync(ApiCall call) =>
        Task.FromResult<IResult>(TypedResults.Json(new HealthBody("ok"), ApiJson.Options));

    private sealed record HealthBody(string Status);
}
