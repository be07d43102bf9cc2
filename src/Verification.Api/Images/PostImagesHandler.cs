using Microsoft.AspNetCore.Http;
using Verification.Api.Bodies;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Api.Verifications;
using Verification.Core.Verifications;

namespace Verification.Api.Images;

/// <summary>Several images at once, as data URLs in JSON or as parts of a form: all of them are staged or none.</summary>
internal sealed class PostImagesHandler(VerificationReader reader, ImageIntake intake) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        if (call.Request.HasFormContentType)
        {
            await intake.StageAsync(record, ImageParts.ReadAsync(call), named: true, call.Aborted);
        }
        else
        {
            await StageDataUrlsAsync(call, record);
        }

        return new SnapshotResult(await reader.ReadAsync(record, call.Aborted), StatusCodes.Status202Accepted);
    }

    private async Task StageDataUrlsAsync(ApiCall call, VerificationRecord record)
    {
        using var body = await JsonBody.ReadAsync(call.Request, call.Aborted);
        var errors = new FieldErrors();
        var images = ImageFields.Read(new JsonFields(body.Root, "", errors), body);
        if (images.Count == 0 && !errors.Any)
        {
            errors.Add("$", "Send at least one of front, back and selfie.");
        }

        errors.ThrowIfAny();
        await intake.StageAsync(record, images.ToAsyncEnumerable(), named: true, call.Aborted);
    }
}
