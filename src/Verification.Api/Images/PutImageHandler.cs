using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Api.Verifications;
using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Api.Images;

/// <summary>One image as raw bytes, streamed into the store.</summary>
internal sealed class PutImageHandler(VerificationReader reader, ImageIntake intake) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        var kind = ImageKinds.Find(call.RouteValue("kind"))
            ?? throw new ProblemException(ProblemTypes.NotFound, "Images are front, back and selfie.");
        var image = new ImageSource(kind, () => call.Request.Body, DeclaredFormat.Of(call.Request.ContentType));
        await intake.StageAsync(record, new[] { image }.ToAsyncEnumerable(), named: false, call.Aborted);
        return new SnapshotResult(await reader.ReadAsync(record, call.Aborted), StatusCodes.Status202Accepted);
    }
}
