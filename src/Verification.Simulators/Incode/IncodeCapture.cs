using Verification.Simulators.Calls;

namespace Verification.Simulators.Incode;

/// <summary>What the end-user's side talks to: the hosted page, and the SDK in one call that stands for all of its own.</summary>
internal sealed class IncodeCapture(IncodeState state, IncodeLifecycle lifecycle, IncodeTokens tokens)
{
    private const string Send = """
        async (action, post) => {
          const response = await post(`/${action}`);
          const body = await response.json();
          if (!response.ok) throw new Error(body.message);
          if (!body.redirectUrl) return 'Done. You can close this page.';
          location.assign(body.redirectUrl);
        }
        """;

    public void Map(SimulatorRoutes routes)
    {
        routes.Map("GET", "/onboarding/{code}", CallKind.Capture, "capturePage", _ => CapturePage.Show("Simulated onboarding", "Incode's", Send));
        routes.Map("POST", "/onboarding/{code}/finish", CallKind.Capture, "finishCapture", FinishAsync);
        routes.Map("POST", "/onboarding/{code}/cancel", CallKind.Capture, "cancelCapture", Cancel);
        routes.Map("POST", "/0/sdk/capture", CallKind.Capture, "sdkCapture", CaptureAsync);
    }

    /// <summary>The session of a hosted page.</summary>
    public IncodeInterview? Find(CallContext call) =>
        call.Http.Request.RouteValues["code"] is string code ? state.FindByCode(code) : null;

    public IResult GetUrl(CallContext call, string interview)
    {
        var code = state.Read(interview, found => found.Code);
        var host = call.Http.Request;
        return IncodeJson.Ok(new { url = $"{host.Scheme}://{host.Host}{IncodeOptions.Prefix}/onboarding/{code}" });
    }

    private async Task<IResult> FinishAsync(CallContext call)
    {
        var interview = Find(call) ?? throw IncodeProblem.NotFound();
        await lifecycle.CaptureAsync(interview.Id);
        return Leave(interview);
    }

    /// <summary>Nothing becomes of it: the session stays as it is, until the flow lets it expire.</summary>
    private IResult Cancel(CallContext call) => Leave(Find(call) ?? throw IncodeProblem.NotFound());

    private async Task<IResult> CaptureAsync(CallContext call)
    {
        tokens.CheckCaller(call);
        await lifecycle.CaptureAsync(tokens.CheckToken(call) ?? throw IncodeProblem.Of(403, "A session's token is required."));
        return Results.NoContent();
    }

    private static IResult Leave(IncodeInterview interview) =>
        IncodeJson.Ok(new { redirectUrl = interview.Request.RedirectionUrl ?? interview.Request.RedirectUrl ?? "" });
}
