using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;
using Verification.Core.Erasing;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

internal sealed class GetVerificationHandler(VerificationReader reader, ReceiptStore receipts) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindVerificationAsync(reader);
        if (record.Erasure is null)
        {
            return new SnapshotResult(await reader.ReadAsync(record, call.Aborted), StatusCodes.Status200OK);
        }

        throw ErasedProblem.Of(await receipts.FindAsync(record.Id, call.Aborted));
    }
}
