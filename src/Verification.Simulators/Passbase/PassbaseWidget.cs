using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Passbase;

/// <summary>
/// What the person's side talks to: the widget of <c>@passbase/button</c> and the page behind a web link. A test plays the person by
/// program; the answer says which of the widget's callbacks would be called.
/// </summary>
internal sealed class PassbaseWidget(PassbaseState state, ScenarioRuns runs, IOptions<PassbaseOptions> options)
{
    private const string Send = """
        async (action, post) => {
          const response = await post(`/${action}${location.search}`);
          if (!response.ok) throw new Error(await response.text());
          return `Done: ${(await response.json()).callback}. You may close this page.`;
        }
        """;

    public void Map(SimulatorRoutes routes)
    {
        routes.Map("POST", "/widget/submit", CallKind.Capture, "submitWidget", SubmitAsync);
        routes.Map("GET", "/link/{slug}", CallKind.Capture, "linkPage", _ => CapturePage.Show("Simulated web link", "The provider's", Send));
        routes.Map("POST", "/link/{slug}/finish", CallKind.Capture, "finishLink", SubmitAsync);
        routes.Map("POST", "/link/{slug}/cancel", CallKind.Capture, "cancelLink", _ => Error("CANCELLED_BY_USER"));
    }

    /// <summary>The run of what is about to be handed in.</summary>
    public ScenarioRun FindRun(CallContext call) => runs.Opening(Reference(Metadata(Find(call))));

    private async Task<IResult> SubmitAsync(CallContext call)
    {
        var submission = Find(call) ?? throw new PassbaseError(400, "The submission is not readable");
        if (submission.ApiKey != options.Value.PublishableKey)
        {
            throw new PassbaseError(401, "The publishable key is not valid");
        }

        var metadata = Metadata(submission);
        var reference = Reference(metadata);
        var outcome = call.Run.Scenario.Outcome;
        if (outcome == Outcome.Canceled)
        {
            return Error("CANCELLED_BY_USER");
        }

        var email = submission.PrefillAttributes?.Email;
        if (state.FindRoot(email) is not { } root)
        {
            return Submitted(await state.SubmitAsync(metadata, reference, email));
        }

        // A failure stays in the browser: the server is told nothing.
        return outcome == Outcome.Accepted && call.Run.Scenario.Passbase.FaceFits
            ? Submitted(await state.AuthenticateAsync(root, metadata, reference))
            : Error("BIOMETRIC_AUTHENTICATION_FAILED");
    }

    private WidgetSubmission? Find(CallContext call) =>
        call.Http.Request.RouteValues["slug"] is string slug ? FromLink(slug, call.Http.Request.Query["p"]) : WireJson.TryRead<WidgetSubmission>(call.Body);

    /// <summary>The page knows the project's key; everything else stands in the link.</summary>
    private WidgetSubmission? FromLink(string slug, string? parameter)
    {
        var json = new byte[parameter?.Length ?? 0];
        return slug == options.Value.Slug && Convert.TryFromBase64String(parameter ?? "", json, out var length)
            && WireJson.TryRead<LinkParameter>(json.AsMemory(0, length)) is { } link
            ? new WidgetSubmission(options.Value.PublishableKey, link.PrefillAttributes?.Metadata, link.PrefillAttributes)
            : null;
    }

    private JsonObject? Metadata(WidgetSubmission? submission) =>
        PassbaseMetadata.Recover(submission?.MetaData, options.Value.MetadataPublicKey);

    private static string? Reference(JsonObject? metadata) =>
        metadata?["externalReference"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static IResult Submitted(string key) => Results.Json(new { callback = "onSubmitted", identityAccessKey = key });

    private static IResult Error(string code) => Results.Json(new { callback = "onError", code, context = new { step = "SUMMARY" } });
}
