using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Verification.Api.Clients;
using Verification.Api.Deliveries;
using Verification.Api.Health;
using Verification.Api.Images;
using Verification.Api.OpenApi;
using Verification.Api.Pipeline;
using Verification.Api.Providers;
using Verification.Api.Results;
using Verification.Api.Timeline;
using Verification.Api.Verifications;
using Verification.Api.Webhooks;

namespace Verification.Api.Routing;

/// <summary>The whole API. Hosts, OpenAPI and the tests that walk every route read this table.</summary>
public static class ApiRoutes
{
    /// <summary>45 MB of JSON: three images of 10 MB in base64, and room for the rest.</summary>
    public const long ImagesLimit = 45 * 1024 * 1024;

    /// <summary>What a client SDK hands back: FaceTec's face map comes with its pictures, some hundred KB each in base64.</summary>
    public const long SubmissionLimit = 4 * 1024 * 1024;

    public const long JsonLimit = 64 * 1024;

    public const long WebhookLimit = 256 * 1024;

    private static readonly string[] None = [];
    private static readonly string[] Json = [MediaTypes.Json];
    private static readonly string[] Html = [MediaTypes.Html];
    private static readonly string[] Form = [MediaTypes.Form];
    private static readonly string[] Anything = [MediaTypes.Any];
    private static readonly string[] Image = [MediaTypes.Png, MediaTypes.Jpeg];
    private static readonly string[] RawImage = [MediaTypes.Png, MediaTypes.Jpeg, MediaTypes.Bytes];
    private static readonly string[] ManyImages = [MediaTypes.Json, MediaTypes.Multipart];

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("StartVerification", "POST", "api/verifications", Scopes.Write, ImagesLimit, Json, Json, typeof(StartVerificationHandler)),
        new("ListVerifications", "GET", "api/verifications", Scopes.Read, 0, None, Json, typeof(ListVerificationsHandler)),
        new("GetVerification", "GET", "api/verifications/{id}", Scopes.Read, 0, None, Json, typeof(GetVerificationHandler)),
        new("PostImages", "POST", "api/verifications/{id}/images", Scopes.Write, ImagesLimit, ManyImages, Json, typeof(PostImagesHandler)),
        new("PutImage", "PUT", "api/verifications/{id}/images/{kind}", Scopes.Write, ImagesLimit, RawImage, Json, typeof(PutImageHandler)),
        new("GetImage", "GET", "api/verifications/{id}/images/{kind}", Scopes.Results, 0, None, Image, typeof(GetImageHandler)),
        new("SubmitVerification", "POST", "api/verifications/{id}/submit", Scopes.Write, SubmissionLimit, Json, Json, typeof(SubmitVerificationHandler)),
        new("GetSession", "GET", "api/verifications/{id}/session", Scopes.Write, 0, None, Json, typeof(GetSessionHandler)),
        new("GetResult", "GET", "api/verifications/{id}/result", Scopes.Results, 0, None, Json, typeof(GetResultHandler)),
        new("GetTimeline", "GET", "api/verifications/{id}/timeline", Scopes.Read, 0, None, Json, typeof(GetTimelineHandler)),
        new("CancelVerification", "POST", "api/verifications/{id}/cancel", Scopes.Write, JsonLimit, Json, Json, typeof(CancelVerificationHandler)),
        new("EraseVerification", "DELETE", "api/verifications/{id}", Scopes.Erase, 0, None, Json, typeof(EraseVerificationHandler)),
        new("ListDeliveries", "GET", "api/verifications/{id}/deliveries", Scopes.Read, 0, None, Json, typeof(ListDeliveriesHandler)),
        new("ResendDelivery", "POST", "api/verifications/{id}/deliveries/{delivery}/resend", Scopes.Write, JsonLimit, Json, Json, typeof(ResendDeliveryHandler)),
        new("ListProviders", "GET", "api/providers", Scopes.Read, 0, None, Json, typeof(ListProvidersHandler)),
        new("ListDocumentTypes", "GET", "api/providers/{provider}/document-types", Scopes.Read, 0, None, Json, typeof(ListDocumentTypesHandler)),
        new("IssueWebhookToken", "POST", "api/webhooks/incode/token", Scopes.None, JsonLimit, Form, Json, typeof(IssueWebhookTokenHandler)),
        new("ReceiveWebhook", "POST", "api/webhooks/{provider}", Scopes.None, WebhookLimit, Anything, Anything, typeof(ReceiveWebhookHandler)),
        new("ReceiveVerificationWebhook", "POST", "api/webhooks/{provider}/{id}", Scopes.None, WebhookLimit, Anything, Anything, typeof(ReceiveWebhookHandler)),
        new("GetHealth", "GET", "api/health", Scopes.None, 0, None, Json, typeof(GetHealthHandler)),
        new("GetReadiness", "GET", "api/health/ready", Scopes.None, 0, None, Json, typeof(GetReadinessHandler)),
        new("GetOpenApi", "GET", "api/openapi.json", Scopes.None, 0, None, Json, typeof(GetOpenApiHandler)),
        new("GetDocs", "GET", "docs", Scopes.None, 0, None, Html, typeof(GetDocsHandler)),
    ];

    private static readonly Dictionary<string, ApiRoute> ByName = All.ToDictionary(route => route.Name);

    private static readonly (TemplateMatcher Matcher, IReadOnlyList<string> Methods)[] Matchers =
        [.. All.Select(route => (new TemplateMatcher(TemplateParser.Parse(route.Pattern), []), route.Methods))];

    public static ApiRoute Get(string name) => ByName[name];

    /// <summary>The methods that are offered at a path; empty when there is no such path.</summary>
    public static IReadOnlyList<string> MethodsOf(PathString path) =>
    [
        .. Matchers.Where(route => route.Matcher.TryMatch(path, new RouteValueDictionary())).SelectMany(route => route.Methods).Distinct().Order(),
    ];
}
