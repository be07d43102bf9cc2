using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

/// <summary>Accepts an erasure; where it stands is seen at the verification itself, which answers 410 from then on.</summary>
internal sealed class EraseVerificationHandler(VerificationReader reader, VerificationCommands commands) : IApiHandler
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindVerificationAsync(reader);
        await commands.EraseAsync(record, call.Aborted);
        var headers = call.Request.HttpContext.Response.Headers;
        headers.RetryAfter = RetryAfter.Seconds(Wait);
        headers.Location = LinksBody.SelfOf(record.Id);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }
}
