using Microsoft.AspNetCore.Http;
using Verification.Api.Bodies;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

internal sealed class CancelVerificationHandler(VerificationReader reader, VerificationCommands commands) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        await OptionalBody.RefuseMembersAsync(call);
        return await commands.CancelAsync(record, call.Aborted)
            ? new SnapshotResult(await reader.ReadAsync(record, call.Aborted), StatusCodes.Status202Accepted)
            : throw new ProblemException(ProblemTypes.CancelTooLate, "The verification has ended; its outcome stands.");
    }
}
