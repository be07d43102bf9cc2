using System.Globalization;
using System.Text.Json.Nodes;
using Verification.Core.Providers;

namespace Verification.Providers.Assure;

/// <summary>The bodies of Create process and Start capture flow.</summary>
internal static class AssureRequests
{
    /// <summary>Options of the hosted capture, which every provider in it takes.</summary>
    public static readonly IReadOnlyList<string> CaptureOptions =
        ["uiProfile", "uiLanguage", "smsSender", "smsMessage", "defaultCountry"];

    public const string RequestDomain = "requestDomain";
    public const string MobileAppId = "mobileAppId";
    public const string TwoSided = "twoSided";
    public const string Second = "second";

    /// <param name="documentId">The provider's id of the document, where it wants one.</param>
    /// <param name="authorization">What callbacks carry; null when none are wanted.</param>
    public static JsonObject Process(
        AssureSubProvider provider, OpenSessionRequest request, string? documentId, string? authorization)
    {
        var body = Provider(provider, request);
        AddNotification(body, request, authorization);
        if (provider.Document is DocumentNaming.Type)
        {
            Add(body, "documentType", request.Request.Document?.Type);
        }

        if (documentId is not null)
        {
            body["documentId"] = long.TryParse(documentId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : documentId;
        }

        if (Option(request, MobileAppId) is { } app)
        {
            body["processParameters"] = new JsonObject { [MobileAppId] = app };
        }

        return body;
    }

    public static JsonObject Capture(AssureSubProvider provider, OpenSessionRequest request, string? authorization)
    {
        var providers = new JsonArray { Provider(provider, request) };
        if (Option(request, Second) is { } second)
        {
            providers.Add(second);
        }

        var body = new JsonObject { ["providers"] = providers };
        AddNotification(body, request, authorization);
        Add(body, "redirectUrl", request.Request.RedirectUrl?.AbsoluteUri);
        Add(body, "sdk", provider.CaptureSdk);
        if (Option(request, RequestDomain) is { } domain)
        {
            body[RequestDomain] = domain;
        }

        var parameters = new JsonObject();
        foreach (var name in CaptureOptions)
        {
            if (Option(request, name) is { } value)
            {
                parameters[name] = value;
            }
        }

        if (parameters.Count > 0)
        {
            body["captureParameters"] = parameters;
        }

        return body;
    }

    /// <summary>The other provider of a capture with two, or null.</summary>
    public static string? SecondAlias(OpenSessionRequest request) =>
        (Option(request, Second) as JsonObject)?["provider"] is JsonValue alias && alias.TryGetValue(out string? text) ? text : null;

    private static JsonObject Provider(AssureSubProvider provider, OpenSessionRequest request)
    {
        var body = new JsonObject { ["provider"] = provider.Alias };
        Add(body, "processType", provider.ProcessType(request.Request).Theirs);
        foreach (var name in provider.Options)
        {
            if (Option(request, name) is { } value)
            {
                body[name] = value;
            }
        }

        return body;
    }

    private static void AddNotification(JsonObject body, OpenSessionRequest request, string? authorization)
    {
        if (request.WebhookUrl is { } webhook && authorization is not null)
        {
            body["notificationUrl"] = webhook.AbsoluteUri;
            body["authorizationHeader"] = authorization;
        }
    }

    private static void Add(JsonObject body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private static JsonNode? Option(OpenSessionRequest request, string name) => request.Request.ProviderOptions[name]?.DeepClone();
}
