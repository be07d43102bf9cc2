using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Api.Images;

internal sealed class GetImageHandler(VerificationReader reader, ImageStore images) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        var staging = await images.GetStagingAsync(record.Id, call.Aborted);
        if (ImageKinds.Find(call.RouteValue("kind")) is not { } kind
            || staging.Images.GetValueOrDefault(kind) is not { } image
            || await images.OpenAsync(record.Id, image, call.Aborted) is not { } content)
        {
            throw new ProblemException(ProblemTypes.NotFound, "There is no such staged image.");
        }

        call.Request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, image.Format.MediaType());
    }
}
