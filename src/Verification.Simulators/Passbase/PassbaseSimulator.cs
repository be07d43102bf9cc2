using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Passbase;

/// <summary>Passbase: the routes of the verification API, versions 1 and 2, all of which only read.</summary>
internal sealed class PassbaseSimulator(
    PassbaseState state, PassbaseWidget widget, ScenarioRuns runs, SimulatorLedger ledger, IOptions<PassbaseOptions> options) : ISimulator
{
    private const string Version = "/verification/{version:regex(^(v1|v2)$)}";
    private const string Resources = $"{Version}/identity/{{id}}/resources";
    private const string ApiKeyHeader = "X-API-KEY";
    private const string CursorPrefix = "number:";

    /// <summary>One pixel; the service gave the captured image.</summary>
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public string Name => PassbaseState.Provider;

    public string Prefix => PassbaseOptions.Prefix;

    public void Map(SimulatorRoutes routes)
    {
        routes.Map("GET", $"{Version}/settings", CallKind.DocumentTypes, "getSettings", Guarded(_ => PassbaseModels.Json(
            PassbaseModels.Settings(options.Value))));
        routes.Map("GET", $"{Version}/identities", CallKind.Find, "listIdentities", Guarded(ListIdentities));
        routes.Map("GET", $"{Version}/identities/{{id}}", CallKind.Read, "getIdentity", Guarded(GetIdentity));
        routes.Map("GET", Resources, CallKind.Result, "listResources", Guarded(ListResources));
        routes.Map("GET", $"{Resources}/{{resourceId}}", CallKind.Result, "getResource", Guarded(GetResource));
        routes.Map("GET", $"{Resources}/{{resourceId}}/resource_files/{{fileId}}", CallKind.Result, "getFile", Guarded(GetFile));
        widget.Map(routes);
    }

    public ScenarioRun FindRun(CallContext call) =>
        call.Http.Request.RouteValues["id"] is string id ? state.Find(id)?.Run ?? runs.General()
        : call.Call.Kind == CallKind.Capture ? widget.FindRun(call)
        : runs.General();

    public IResult Error(CallContext call, int status, string detail) => new PassbaseError(status, detail).ToResult(call);

    /// <summary>Keys do not run out.</summary>
    public void ExpireToken(CallContext call)
    {
    }

    public void Reset() => state.Reset();

    private Func<CallContext, IResult> Guarded(Func<CallContext, IResult> handler) => call =>
    {
        var key = call.Http.Request.Headers[ApiKeyHeader].ToString();
        if (key != options.Value.SecretKey)
        {
            var status = key == options.Value.PublishableKey ? options.Value.PublishableKeyStatus : StatusCodes.Status401Unauthorized;
            throw new PassbaseError(status, "The API key is not valid");
        }

        return handler(call);
    };

    private IResult ListIdentities(CallContext call)
    {
        var query = call.Http.Request.Query;
        var (items, next) = state.List(
            ReadCursor(query["cursor"]), ReadLimit(query["limit"]), identity => PassbaseModels.Identity(identity, call["version"]));
        return PassbaseModels.Json(new { cursor = new { next = next is { } number ? WriteCursor(number) : null }, data = items });
    }

    private IResult GetIdentity(CallContext call)
    {
        var view = state.Read(Id(call), identity =>
        {
            if (PassbaseStatus.IsDecision(identity.Status))
            {
                ledger.ResultRead(Name, identity.LedgerId);
            }

            return PassbaseModels.Identity(identity, call["version"]);
        });
        return PassbaseModels.Json(view);
    }

    private IResult ListResources(CallContext call)
    {
        var query = call.Http.Request.Query;
        var (limit, after) = (ReadLimit(query["limit"]), (int)(ReadCursor(query["cursor"]) ?? 0));
        var (items, next) = state.Read(Id(call), identity => (
            identity.Resources.Skip(after).Take(limit).Select(resource => PassbaseModels.Resource(identity, resource)).ToList(),
            after + limit < identity.Resources.Count ? WriteCursor(after + limit) : null));
        return PassbaseModels.Json(new { cursor = new { next }, data = items });
    }

    private IResult GetResource(CallContext call) => PassbaseModels.Json(
        state.Read(Id(call), identity => PassbaseModels.Resource(identity, Resource(identity, call))));

    private IResult GetFile(CallContext call)
    {
        var file = state.Read(Id(call), identity => Resource(identity, call).File);
        if (file.Id != call["fileId"])
        {
            throw PassbaseError.NotFound("Resource file");
        }

        if (!options.Value.FilesAllowed)
        {
            throw new PassbaseError(options.Value.FilesRefusedStatus, "The project may not read files");
        }

        return options.Value.FilesAsJson
            ? PassbaseModels.Json(new { file.Id, Created = 0, Updated = 0, File = Convert.ToBase64String(Pixel) })
            : Results.Bytes(Pixel, "image/png");
    }

    private static PassbaseResource Resource(PassbaseIdentity identity, CallContext call) =>
        identity.Resources.FirstOrDefault(resource => resource.Id == call["resourceId"]) ?? throw PassbaseError.NotFound("Resource");

    private static string Id(CallContext call) => Guid.TryParseExact(call["id"], "D", out _)
        ? call["id"]
        : throw new PassbaseError(400, "The id is not a UUID");

    private int ReadLimit(string? text) => string.IsNullOrEmpty(text)
        ? options.Value.DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? Math.Min(limit, options.Value.MaxLimit)
            : throw new PassbaseError(400, "The limit is not a number");

    /// <summary>Opaque to the client, and ends in signs that must be escaped in a URL. The official client sends an empty one first.</summary>
    private static string WriteCursor(long number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{CursorPrefix}{number.ToString("D9", CultureInfo.InvariantCulture)}"));

    private static long? ReadCursor(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length) is var cursor && cursor.StartsWith(CursorPrefix, StringComparison.Ordinal)
            && long.TryParse(cursor.AsSpan(CursorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PassbaseError(400, "The cursor is not valid");
    }
}
