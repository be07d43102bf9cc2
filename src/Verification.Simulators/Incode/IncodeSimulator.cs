using System.Text.Json;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Incode;

/// <summary>Incode Omni: the routes of the onboarding API, and what each does.</summary>
internal sealed class IncodeSimulator(
    IncodeState state, IncodeTokens tokens, IncodeImages images, IncodeCapture capture, ScenarioRuns runs, SimulatorLedger ledger,
    IOptions<IncodeOptions> options) : ISimulator
{
    private const string Front = "front", Back = "back", Selfie = "selfie";

    public string Name => IncodeState.Provider;

    public string Prefix => IncodeOptions.Prefix;

    public void Map(SimulatorRoutes routes)
    {
        routes.Map("POST", "/executive/log-in", CallKind.Token, "logIn", LogIn);
        routes.Map("POST", "/omni/start", CallKind.Open, "start", Start);
        routes.Map("POST", "/omni/process/approve", CallKind.Finish, "approve", Approve);
        routes.Map("DELETE", "/omni/interview", CallKind.Delete, "deleteInterview", Delete);

        // Apps use the same calls at an address that ends in /0 and takes no API key.
        foreach (var app in new[] { "", "/0" })
        {
            Map("GET", "onboarding-url", CallKind.Open, "onboardingUrl", (call, interview) => capture.GetUrl(call, interview));
            Map("POST", "add/front-id/v2", CallKind.Upload, "addFront", (call, interview) => AddDocument(call, interview, Front));
            Map("POST", "add/back-id/v2", CallKind.Upload, "addBack", (call, interview) => AddDocument(call, interview, Back));
            Map("POST", "add/face/third-party", CallKind.Upload, "addFace", AddFace);
            MapAsync("POST", "process/id", CallKind.Start, "processId", ProcessIdAsync);
            Map("POST", "process/face", CallKind.Finish, "processFace", ProcessFace);
            Map("GET", "get/postprocess/isfinished", CallKind.Read, "isFinished", (_, interview) => ReadProcessed(interview));
            Map("GET", "get/onboarding/status", CallKind.Read, "status", (_, interview) => ReadStatus(interview));
            Map("GET", "finish-status", CallKind.Finish, "finishStatus", (_, interview) => Finish(interview));
            Map("POST", "finish-status", CallKind.Finish, "finishStatus", (_, interview) => Finish(interview));
            Map("GET", "get/score", CallKind.Result, "score", (_, interview) => ReadScore(interview));
            Map("GET", "get/ocr-data", CallKind.Result, "ocrData", (_, interview) => ReadOcr(interview));
            Map("POST", "get/images", CallKind.Result, "images", ReadImages);

            void Map(string verb, string path, CallKind kind, string name, Func<CallContext, string, IResult> handler) =>
                MapAsync(verb, path, kind, name, (call, interview) => Task.FromResult(handler(call, interview)));

            void MapAsync(string verb, string path, CallKind kind, string name, Func<CallContext, string, Task<IResult>> handler) =>
                routes.Map(verb, $"{app}/omni/{path}", kind, name, call => handler(call, InterviewOf(call)));
        }

        capture.Map(routes);
    }

    public ScenarioRun FindRun(CallContext call)
    {
        if (call.Call.Name == $"{Name}.start")
        {
            var request = ReadStart(call);
            return state.Find(request?.InterviewId)?.Run ?? runs.Opening(request?.ExternalCustomerId ?? request?.ExternalId);
        }

        var query = call.Http.Request.Query;
        var interview = capture.Find(call)
            ?? state.Find(tokens.InterviewOf(call) ?? (string?)query["id"] ?? (string?)query["interviewId"]);
        return interview?.Run ?? runs.General();
    }

    public IResult Error(CallContext call, int status, string detail) => IncodeProblem.Of(status, detail).ToResult(call);

    public void ExpireToken(CallContext call) => tokens.Expire(call);

    public void Reset()
    {
        state.Reset();
        tokens.Reset();
    }

    /// <summary>The body as far as it can be read at all; the call itself says what is wrong with it.</summary>
    private static StartRequest? ReadStart(CallContext call)
    {
        try
        {
            return call.Body.IsEmpty ? null : JsonSerializer.Deserialize<StartRequest>(call.Body.Span, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The session that a call is about: the token's own, or for an executive the one that the call names.</summary>
    private string InterviewOf(CallContext call)
    {
        tokens.CheckCaller(call);
        var own = tokens.CheckToken(call);
        var named = (string?)call.Http.Request.Query["id"];
        if (own is not null && named is not null && own != named)
        {
            throw IncodeProblem.Of(options.Value.TokenMismatchStatus, "The token belongs to another session.");
        }

        return own ?? named ?? throw IncodeProblem.BadRequest("Parameter id is required.");
    }

    private IResult LogIn(CallContext call)
    {
        tokens.CheckCaller(call);
        var request = IncodeJson.Read<LogInRequest>(call, options.Value.RefuseUnknownMembers);
        return tokens.IsExecutive(request)
            ? IncodeJson.Ok(new { token = tokens.IssueExecutive() })
            : throw IncodeProblem.Of(401, "E-mail or password is wrong.");
    }

    private IResult Start(CallContext call)
    {
        tokens.CheckCaller(call);
        var settings = options.Value;
        var request = IncodeJson.Read<StartRequest>(call, settings.RefuseUnknownMembers);
        var flow = request.ConfigurationId;
        if (flow is null ? settings.RequireConfigurationId : flow != settings.ConfigurationId)
        {
            throw IncodeProblem.BadRequest("configurationId is not a flow of this account.");
        }

        var existing = state.Find(request.InterviewId);
        if (request.InterviewId is not null && existing is null)
        {
            throw IncodeProblem.NotFound();
        }

        var interview = existing ?? state.Open(request);
        return IncodeJson.Ok(new
        {
            interviewId = interview.Id,
            token = tokens.Issue(interview.Id),
            interviewCode = interview.Code[..6],
            flowType = flow is null ? null : "flow",
            idCaptureTimeout = 40,
            selfieCaptureTimeout = 40,
            idCaptureRetries = 3,
            selfieCaptureRetries = 3,
            clientId = settings.ClientId,
            env = "demo",
            existingSession = existing is not null,
        });
    }

    private IResult AddDocument(CallContext call, string interview, string kind)
    {
        var image = images.Read(call);
        var answer = state.Read(interview, found => IncodeImages.DescribeDocument(found, found.Run.NextRefusal(kind)));
        state.AddImage(interview, kind, image);
        return IncodeJson.Ok(answer);
    }

    private IResult AddFace(CallContext call, string interview)
    {
        CheckImageType(call);
        var image = images.Read(call);
        var answer = IncodeImages.DescribeSelfie(state.Read(interview, found => found.Run.NextRefusal(Selfie)));
        state.AddImage(interview, Selfie, image);
        return IncodeJson.Ok(answer);
    }

    private async Task<IResult> ProcessIdAsync(CallContext call, string interview)
    {
        _ = IncodeJson.ReadOptional<EmptyRequest>(call, options.Value.RefuseUnknownMembers);
        await state.ProcessIdAsync(interview);
        return IncodeJson.Ok(new { success = true });
    }

    private IResult ProcessFace(CallContext call, string interview)
    {
        _ = IncodeJson.ReadOptional<EmptyRequest>(call, options.Value.RefuseUnknownMembers);
        state.ProcessFace(interview);
        return IncodeJson.Ok(state.Read(interview, found => new
        {
            confidence = found.Run.Scenario.Outcome == Outcome.Rejected && found.Script.RejectedFor == "faceRecognition" ? 0.02 : 0.93,
            existingUser = found.Script.ExistingUser,
        }));
    }

    private IResult ReadProcessed(string interview) =>
        IncodeJson.Ok(new { finished = state.Read(interview, found => found.Job == IncodeJob.Done) });

    private IResult ReadStatus(string interview) => IncodeJson.Ok(new
    {
        onboardingStatus = state.Read(interview, found =>
            found is { Job: IncodeJob.Running, IsOver: false } ? found.Run.Scenario.InterimStatus ?? found.Status : found.Status),
    });

    private IResult Finish(string interview)
    {
        state.Finish(interview);
        return IncodeJson.Ok(new { redirectionUrl = "", action = "none" });
    }

    private IResult ReadScore(string interview) => IncodeJson.Ok(state.Read(interview, found =>
    {
        if (found.Completed)
        {
            ledger.ResultRead(Name, interview);
        }

        return IncodeResults.Score(found);
    }));

    private IResult ReadOcr(string interview) =>
        IncodeJson.Ok(state.Read(interview, found => found.Job == IncodeJob.Done ? IncodeResults.Ocr(found) : new { }));

    private IResult ReadImages(CallContext call, string interview)
    {
        var types = IncodeJson.Read<GetImagesRequest>(call, options.Value.RefuseUnknownMembers).Images;
        if (types is not { Count: > 0 })
        {
            throw IncodeProblem.BadRequest("images is required.");
        }

        return IncodeJson.Ok(state.Read(interview, found => types
            .Select(type => (Type: type, Image: found.Images.GetValueOrDefault(KindOf(type))))
            .Where(found => found.Image is not null)
            .ToDictionary(found => found.Type!, found => Convert.ToBase64String(found.Image!.Bytes))));
    }

    private IResult Approve(CallContext call)
    {
        tokens.CheckCaller(call);
        tokens.CheckExecutive(call);
        return IncodeJson.Ok(state.Read((string?)call.Http.Request.Query["interviewId"], found => new
        {
            success = found.Completed,
            uuid = found.Id,
            token = tokens.Issue(found.Id),
            totalScore = "OK",
            existingCustomer = found.Script.ExistingUser,
        }));
    }

    private IResult Delete(CallContext call)
    {
        tokens.CheckCaller(call);
        tokens.CheckExecutive(call);
        var interview = (string?)call.Http.Request.Query["interviewId"] ?? throw IncodeProblem.BadRequest("Parameter interviewId is required.");
        return state.Delete(interview) ? IncodeJson.Ok(new { success = true }) : throw IncodeProblem.NotFound();
    }

    private static void CheckImageType(CallContext call)
    {
        if (call.Http.Request.Query["imageType"] is not ["selfie"])
        {
            throw IncodeProblem.BadRequest("Parameter imageType must be selfie.");
        }
    }

    private static string KindOf(string? type) => type switch
    {
        "fullFrameFrontID" or "croppedFrontID" or "croppedIDFace" => Front,
        "fullFrameBackID" or "croppedBackID" => Back,
        "selfie" or "croppedFace" => Selfie,
        _ => "",
    };
}
