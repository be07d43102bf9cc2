using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Ledger;

namespace Verification.Simulators.Incode;

/// <summary>What can be read of a session.</summary>
internal sealed class IncodeReports(IncodeState state, SimulatorLedger ledger, IOptions<IncodeOptions> options)
{
    public IResult ReadProcessed(string interview) =>
        IncodeJson.Ok(new { finished = state.Read(interview, found => found.Job == IncodeJob.Done) });

    public IResult ReadStatus(string interview) => IncodeJson.Ok(new
    {
        onboardingStatus = state.Read(interview, found =>
            found is { Job: IncodeJob.Running, IsOver: false } ? found.Run.Scenario.InterimStatus ?? found.Status : found.Status),
    });

    public IResult ReadScore(string interview) => IncodeJson.Ok(state.Read(interview, found =>
    {
        if (found.Completed)
        {
            ledger.ResultRead(IncodeState.Provider, interview);
        }

        return IncodeResults.Score(found);
    }));

    public IResult ReadOcr(string interview) =>
        IncodeJson.Ok(state.Read(interview, found => found.Job == IncodeJob.Done ? IncodeResults.Ocr(found) : new { }));

    public IResult ReadImages(CallContext call, string interview)
    {
        var types = IncodeJson.Read<GetImagesRequest>(call, options.Value.RefuseUnknownMembers).Images;
        if (types is not { Count: > 0 })
        {
            throw IncodeProblem.BadRequest("images is required.");
        }

        var images = state.Read(interview, found => types
            .Select(type => (Type: type, Image: found.Images.GetValueOrDefault(KindOf(type))))
            .Where(found => found.Image is not null)
            .ToDictionary(found => found.Type!, found => Convert.ToBase64String(found.Image!.Bytes)));
        return images.Values.Sum(image => image.Length) <= options.Value.MaxAnswerBytes
            ? IncodeJson.Ok(images)
            : throw IncodeProblem.Of(502, "The answer would be larger than 10 MB.");
    }

    private static string KindOf(string? type) => type switch
    {
        "fullFrameFrontID" or "croppedFrontID" or "croppedIDFace" => "front",
        "fullFrameBackID" or "croppedBackID" => "back",
        "selfie" or "croppedFace" => "selfie",
        _ => "",
    };
}
