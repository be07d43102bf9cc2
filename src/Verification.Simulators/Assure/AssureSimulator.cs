using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Assure;

/// <summary>Signicat Assure: the routes of the dossier API, and what each does.</summary>
internal sealed class AssureSimulator(
    AssureState state, AssureTokens tokens, AssureChecks checks, AssureCapture capture, AssureRateLimit rateLimit, ScenarioRuns runs,
    SimulatorLedger ledger, IOptions<AssureOptions> options) : ISimulator
{
    private const string Dossier = "/assure/dossiers/{dossierId}";
    private const string Process = $"{Dossier}/processes/{{processId}}";

    public string Name => AssureState.Provider;

    public string Prefix => AssureOptions.Prefix;

    public void Map(SimulatorRoutes routes)
    {
        routes.Map("POST", "/auth/open/connect/token", CallKind.Token, "token", tokens.IssueNew);
        routes.Map("POST", "/oidc/token", CallKind.Token, "enterpriseToken", tokens.IssueEnterprise);
        routes.Map("POST", "/assure/dossiers", CallKind.Open, "createDossier", Guarded(CreateDossier));
        routes.Map("GET", "/assure/dossiers", CallKind.Find, "listDossiers", Guarded(ListDossiers));
        routes.Map("GET", Dossier, CallKind.Find, "getDossier", Guarded(GetDossier));
        routes.Map("DELETE", Dossier, CallKind.Delete, "deleteDossier", Guarded(DeleteDossier));
        routes.Map("POST", $"{Dossier}/processes", CallKind.Open, "createProcess", Guarded(CreateProcess));
        routes.Map("GET", Process, CallKind.Read, "getProcess", Guarded(GetProcess));
        routes.Map("POST", Process, CallKind.Start, "startVerification", Guarded(StartAsync));
        routes.Map("DELETE", Process, CallKind.Delete, "deleteProcess", Guarded(DeleteProcess));
        routes.Map("POST", $"{Process}/images", CallKind.Upload, "setImages", Guarded(SetImages));
        routes.Map("GET", $"{Process}/images/{{depiction}}", CallKind.Result, "getImage", Guarded(GetImage));
        routes.Map("GET", $"{Process}/download", CallKind.Result, "download", Guarded(Download));
        routes.Map("GET", "/assure/{provider}/document-types", CallKind.DocumentTypes, "documentTypes", Guarded(DocumentTypes));
        routes.Map("POST", $"{Dossier}/capture", CallKind.Open, "startCapture", Guarded(capture.Start));
        capture.Map(routes);
    }

    public ScenarioRun FindRun(CallContext call)
    {
        if (call.Http.Request.RouteValues["dossierId"] is string dossierId)
        {
            return state.FindDossier(dossierId)?.Run ?? runs.General();
        }

        if (call.Call.Name == $"{Name}.createDossier")
        {
            return runs.Opening(WireJson.TryRead<CreateDossierRequest>(call.Body)?.ExternalReference);
        }

        return capture.FindProcess(call)?.Dossier.Run ?? runs.General();
    }

    public IResult Error(CallContext call, int status, string detail) =>
        AssureProblem.Gateway(status, AssureProblem.GatewayCode(status), detail).ToResult(call);

    public void ExpireToken(CallContext call) => tokens.Expire(call);

    public void Reset()
    {
        state.Reset();
        tokens.Reset();
        capture.Reset();
        rateLimit.Reset();
    }

    private Func<CallContext, Task<IResult>> Guarded(Func<CallContext, IResult> handler) =>
        Guarded(call => Task.FromResult(handler(call)));

    private Func<CallContext, Task<IResult>> Guarded(Func<CallContext, Task<IResult>> handler) => call =>
    {
        rateLimit.Check(call);
        tokens.Check(call);
        return handler(call);
    };

    private IResult CreateDossier(CallContext call)
    {
        var request = AssureJson.ReadOptional<CreateDossierRequest>(call, options.Value.RefuseUnknownMembers);
        var dossier = state.CreateDossier(request?.ExternalReference);
        return AssureJson.Ok(AssureResults.View(dossier, options.Value, withProcesses: false), options.Value.CreateStatus);
    }

    private IResult ListDossiers(CallContext call) => AssureJson.Ok(
        state.ListDossiers().Select(dossier => AssureResults.View(dossier, options.Value, withProcesses: false)).ToList());

    private IResult GetDossier(CallContext call) => AssureJson.Ok(
        state.Read(call["dossierId"], dossier => AssureResults.View(dossier, options.Value, withProcesses: true)));

    private IResult DeleteDossier(CallContext call)
    {
        state.DeleteDossier(call["dossierId"]);
        return Results.StatusCode(options.Value.DeleteStatus);
    }

    private IResult CreateProcess(CallContext call)
    {
        var request = AssureJson.Read<CreateProcessRequest>(call, options.Value.RefuseUnknownMembers);
        var process = state.CreateProcess(call["dossierId"], request, hosted: false);
        return AssureJson.Ok(AssureResults.View(process, withAuthorization: true), options.Value.CreateStatus);
    }

    private IResult GetProcess(CallContext call)
    {
        var view = state.Read(call["dossierId"], call["processId"], process =>
        {
            if (process.Status.IsFinal())
            {
                ledger.ResultRead(Name, process.Dossier.Id);
            }

            return AssureResults.View(process);
        });
        return AssureJson.Ok(view);
    }

    private async Task<IResult> StartAsync(CallContext call)
    {
        var body = AssureJson.ReadOptional<StartRequest>(call, options.Value.RefuseUnknownMembers);
        var process = Find(call);
        await state.StartAsync(process, started => checks.CheckStart(started, body));
        var view = state.Read(call["dossierId"], call["processId"], current => AssureResults.View(current));
        return AssureJson.Ok(view, options.Value.StartStatus);
    }

    private IResult DeleteProcess(CallContext call)
    {
        state.DeleteProcess(call["dossierId"], call["processId"]);
        return Results.StatusCode(options.Value.DeleteStatus);
    }

    private IResult SetImages(CallContext call)
    {
        var process = Find(call);
        var images = checks.ReadImages(AssureJson.Read<SetImagesRequest>(call, options.Value.RefuseUnknownMembers));
        AssureChecks.CheckQuality(call.Run, images);
        state.SetImages(process, images, checks.CheckUpload);
        return Results.StatusCode(options.Value.ImagesStatus);
    }

    private IResult GetImage(CallContext call)
    {
        var image = state.Read(call["dossierId"], call["processId"], process => process.FindImage(call["depiction"]))
            ?? throw AssureProblem.NotFound("Image");
        ledger.ResultRead(Name, call["dossierId"]);
        return options.Value.ImagesAsDataUrls
            ? AssureJson.Ok(new { image = $"data:{image.MediaType};base64,{Convert.ToBase64String(image.Bytes)}" })
            : Results.Bytes(image.Bytes, image.MediaType);
    }

    private IResult Download(CallContext call)
    {
        var zip = state.Read(call["dossierId"], call["processId"], process => AssureDownload.Build(process, options.Value, state.Now));
        ledger.ResultRead(Name, call["dossierId"]);
        return Results.Bytes(zip, "application/zip");
    }

    private static IResult DocumentTypes(CallContext call) =>
        AssureProduct.All.TryGetValue(call["provider"], out var product)
            ? AssureJson.Ok(AssureDocumentTypes.For(product))
            : throw AssureProblem.NotFound("Provider");

    private AssureProcess Find(CallContext call) => state.Read(call["dossierId"], call["processId"], process => process);
}
