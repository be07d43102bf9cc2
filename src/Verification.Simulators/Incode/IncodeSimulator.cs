using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Incode;

/// <summary>Incode Omni: the routes of the onboarding API, and what each does.</summary>
internal sealed class IncodeSimulator(
    IncodeState state,
    IncodeTokens tokens,
    IncodeOnboarding onboarding,
    IncodeReports reports,
    IncodeCapture capture,
    IncodeBackOffice backOffice,
    ScenarioRuns runs,
    IOptions<IncodeOptions> options) : ISimulator
{
    public string Name => IncodeState.Provider;

    public string Prefix => IncodeOptions.Prefix;

    public void Map(SimulatorRoutes routes)
    {
        routes.Map("POST", "/omni/start", CallKind.Open, "start", Start);
        backOffice.Map(routes);

        // Apps use the same calls at an address that ends in /0 and takes no API key.
        foreach (var app in new[] { "", "/0" })
        {
            Map("GET", "onboarding-url", CallKind.Open, "onboardingUrl", capture.GetUrl);
            Map("POST", "add/front-id/v2", CallKind.Upload, "addFront", (call, interview) => onboarding.AddDocument(call, interview, "front"));
            Map("POST", "add/back-id/v2", CallKind.Upload, "addBack", (call, interview) => onboarding.AddDocument(call, interview, "back"));
            Map("POST", "add/face/third-party", CallKind.Upload, "addFace", onboarding.AddFace);
            MapAsync("POST", "process/id", CallKind.Start, "processId", onboarding.ProcessIdAsync);
            Map("POST", "process/face", CallKind.Finish, "processFace", onboarding.ProcessFace);
            Map("GET", "finish-status", CallKind.Finish, "finishStatus", (_, interview) => onboarding.Finish(interview));
            Map("POST", "finish-status", CallKind.Finish, "finishStatus", (_, interview) => onboarding.Finish(interview));
            Map("GET", "get/postprocess/isfinished", CallKind.Read, "isFinished", (_, interview) => reports.ReadProcessed(interview));
            Map("GET", "get/onboarding/status", CallKind.Read, "status", (_, interview) => reports.ReadStatus(interview));
            Map("GET", "get/score", CallKind.Result, "score", (_, interview) => reports.ReadScore(interview));
            Map("GET", "get/ocr-data", CallKind.Result, "ocrData", (_, interview) => reports.ReadOcr(interview));
            Map("POST", "get/images", CallKind.Result, "images", reports.ReadImages);

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
            var request = WireJson.TryRead<StartRequest>(call.Body);
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

        if (request.Language is not (null or "en-US" or "es-ES" or "pt-BR"))
        {
            throw IncodeProblem.BadRequest("language is not supported.");
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
}
