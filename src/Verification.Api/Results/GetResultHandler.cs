using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Results;
using Verification.Core.Verifications;

namespace Verification.Api.Results;

internal sealed class GetResultHandler(VerificationReader reader, ResultStore results, TimeProvider time) : IApiHandler
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        if (record.Outcome is not { } outcome)
        {
            throw new ProblemException(ProblemTypes.ResultNotDecided, "Ask again once the snapshot says completed.") { RetryAfter = Wait };
        }

        if (outcome.Decision is null)
        {
            throw new ProblemException(ProblemTypes.NotFound, "The verification ended without a decision, so there is no result.");
        }

        // The sweep that deletes it comes a little later.
        var result = record.ResultExpiresAt <= time.GetUtcNow() ? null : await results.FindAsync(record.Id, outcome.Revision, call.Aborted);
        return result is null
            ? throw new ProblemException(ProblemTypes.ResultExpired, "Its retention has ended.")
            : TypedResults.Json(result, ApiJson.Options);
    }
}
