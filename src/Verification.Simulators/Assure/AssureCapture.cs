using System.Collections.Concurrent;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Assure;

/// <summary>
/// What the end-user's side talks to: the hosted capture page and the providers' SDKs. A person may use the page; a test does the same
/// by program.
/// </summary>
internal sealed class AssureCapture(AssureState state, AssureChecks checks, IOptions<AssureOptions> options, TimeProvider time)
{
    /// <summary>The artifact stands in the fragment, which only the browser sees.</summary>
    private const string Send = """
        async (action, post) => {
          const artifact = new URLSearchParams(location.hash.replace(/^#\/?/, '')).get('artifact') ?? '';
          const response = await post(`/${encodeURIComponent(artifact)}/${action}`);
          const body = await response.json();
          if (!response.ok) throw new Error(body.detail);
          location.assign(body.redirectUrl);
        }
        """;

    private readonly ConcurrentDictionary<string, CaptureFlow> _flows = new(StringComparer.Ordinal);

    public void Map(SimulatorRoutes routes)
    {
        routes.Map("GET", "/capture", CallKind.Capture, "capturePage", ShowPage);
        routes.Map("POST", "/capture/{artifact}/finish", CallKind.Capture, "finishCapture", FinishAsync);
        routes.Map("POST", "/capture/{artifact}/cancel", CallKind.Capture, "cancelCapture", Cancel);
        routes.Map("POST", "/sdk/upload", CallKind.Capture, "sdkUpload", UploadAsync);
    }

    /// <summary>The process that a call of the end-user's side is about, or null.</summary>
    public AssureProcess? FindProcess(CallContext call) => call.Http.Request.RouteValues["artifact"] is string artifact
        ? _flows.GetValueOrDefault(artifact)?.Processes[0]
        : SdkToken(call) is { } token ? state.FindBySdkToken(token) : null;

    public void Reset() => _flows.Clear();

    /// <summary>Start capture flow.</summary>
    public IResult Start(CallContext call)
    {
        var request = AssureJson.Read<CaptureRequest>(call, options.Value.RefuseUnknownMembers);
        var redirect = AssureChecks.ReadUrl("redirectUrl", request.RedirectUrl ?? throw AssureProblem.Required("redirectUrl"));
        if (request.Providers is not { Count: 1 or 2 } providers || providers.Any(provider => provider is null))
        {
            throw AssureProblem.Client(400, "Field providers must name one or two providers.");
        }

        CheckSdk([.. providers.Select(provider => AssureProduct.Check(provider, capture: true))], request.Sdk ?? "");
        var processes = providers
            .Select(provider => state.CreateProcess(call["dossierId"], request.Complete(provider), hosted: true))
            .ToList();
        var artifact = RandomIds.Token();
        _flows[artifact] = new CaptureFlow(processes, redirect, time.GetUtcNow() + options.Value.CaptureLifetime);
        var host = call.Http.Request;
        return AssureJson.Ok(
            new { url = $"{host.Scheme}://{host.Host}{AssureOptions.Prefix}/capture/#/artifact={artifact}" }, options.Value.CaptureStatus);
    }

    private IResult ShowPage(CallContext call)
    {
        call.Http.Response.Headers.ContentSecurityPolicy = $"frame-ancestors {options.Value.CaptureFrameAncestors}";
        return CapturePage.Show("Simulated capture", "The provider's", Send);
    }

    /// <summary>The end-user has shown everything; Assure starts the verification itself.</summary>
    private async Task<IResult> FinishAsync(CallContext call)
    {
        var flow = FindFlow(call);
        var images = checks.ReadCapturedImages(AssureJson.ReadOptional<SetImagesRequest>(call, options.Value.RefuseUnknownMembers));
        foreach (var process in flow.Processes)
        {
            state.SetImages(process, images, checks.CheckPending);
            await state.StartAsync(process, checks.CheckOnfidoLocation);
        }

        return Leave(flow);
    }

    private IResult Cancel(CallContext call)
    {
        var flow = FindFlow(call);
        flow.Processes.ForEach(state.Cancel);
        return Leave(flow);
    }

    /// <summary>What a provider's SDK sends, with the token of Create process; stands for each provider's own protocol.</summary>
    private async Task<IResult> UploadAsync(CallContext call)
    {
        var process = FindProcess(call) ?? throw AssureProblem.Gateway(401, "invalid_token", "The SDK token is unknown.");
        var images = checks.ReadCapturedImages(AssureJson.ReadOptional<SetImagesRequest>(call, options.Value.RefuseUnknownMembers));
        state.SetImages(process, images, pending =>
        {
            checks.CheckPending(pending);
            pending.Captured = true;
        });
        if (!process.Product.IsStartedByClient(process.Request.ProcessType))
        {
            await state.StartAsync(process, checks.CheckOnfidoLocation);
        }

        return Results.NoContent();
    }

    private static string? SdkToken(CallContext call) =>
        call.Call.Name == $"{AssureState.Provider}.sdkUpload" && call.Http.Request.Headers.Authorization is [{ } header]
            && header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? header[7..]
            : null;

    /// <summary>One SDK serves both providers: it must be the one that a provider insists on, and one that any of them has.</summary>
    private static void CheckSdk(IReadOnlyList<AssureProduct> products, string sdk)
    {
        var wrong = products.FirstOrDefault(product => product.CaptureSdks is [var only] && only != sdk)
            ?? (products.Any(product => product.CaptureSdks.Contains(sdk)) ? null : products[0]);
        if (wrong is not null)
        {
            throw AssureProblem.Client(400, $"Field sdk cannot be {(sdk.Length > 0 ? sdk : "missing")} for {wrong.Alias}.");
        }
    }

    /// <summary>Where the browser goes: with two providers only the dossier is named.</summary>
    private static IResult Leave(CaptureFlow flow)
    {
        var query = new Dictionary<string, string?> { ["dossierId"] = flow.Processes[0].Dossier.Id };
        if (flow.Processes is [var only])
        {
            query["processId"] = only.Id;
            query["status"] = only.Status == AssureStatus.Canceled ? "canceled" : "processing";
        }

        return AssureJson.Ok(new { redirectUrl = QueryHelpers.AddQueryString(flow.RedirectUrl.AbsoluteUri, query) });
    }

    private CaptureFlow FindFlow(CallContext call) =>
        _flows.TryGetValue(call["artifact"], out var flow) && !(flow.ExpiresAt <= time.GetUtcNow())
            ? flow
            : throw AssureProblem.NotFound("Capture flow");

    private sealed record CaptureFlow(List<AssureProcess> Processes, Uri RedirectUrl, DateTimeOffset? ExpiresAt);
}
