using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Incode;

/// <summary>The steps of a session that a server or an app takes itself: images, processing, comparison, finish.</summary>
internal sealed class IncodeOnboarding(IncodeState state, IncodeLifecycle lifecycle, IncodeImages images, IOptions<IncodeOptions> options)
{
    public IResult AddDocument(CallContext call, string interview, string kind)
    {
        var image = images.Read(call);
        var answer = state.Read(interview, found => IncodeImages.DescribeDocument(found, found.Run.NextRefusal(kind)));
        state.AddImage(interview, kind, image);
        return IncodeJson.Ok(answer);
    }

    public IResult AddFace(CallContext call, string interview)
    {
        CheckImageType(call);
        var image = images.Read(call);
        var answer = IncodeImages.DescribeSelfie(state.Read(interview, found => found.Run.NextRefusal("selfie")));
        state.AddImage(interview, "selfie", image);
        return IncodeJson.Ok(answer);
    }

    public async Task<IResult> ProcessIdAsync(CallContext call, string interview)
    {
        _ = IncodeJson.ReadOptional<EmptyRequest>(call, options.Value.RefuseUnknownMembers);
        await lifecycle.ProcessIdAsync(interview);
        return IncodeJson.Ok(new { success = true });
    }

    public IResult ProcessFace(CallContext call, string interview)
    {
        _ = IncodeJson.ReadOptional<EmptyRequest>(call, options.Value.RefuseUnknownMembers);
        lifecycle.ProcessFace(interview);
        return IncodeJson.Ok(state.Read(interview, found => new
        {
            confidence = found.Run.Scenario.Outcome == Outcome.Rejected && found.Script.RejectedFor == "faceRecognition" ? 0.02 : 0.93,
            existingUser = found.Script.ExistingUser,
        }));
    }

    public IResult Finish(string interview)
    {
        lifecycle.Finish(interview);
        return IncodeJson.Ok(new { redirectionUrl = "", action = "none" });
    }

    private static void CheckImageType(CallContext call)
    {
        if (call.Http.Request.Query["imageType"] is not ["selfie"])
        {
            throw IncodeProblem.BadRequest("Parameter imageType must be selfie.");
        }
    }
}
