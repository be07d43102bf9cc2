using System.Globalization;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Providers.Documents;

namespace Verification.Providers.Assure;

/// <summary>The bodies of Create process and Start capture flow.</summary>
internal static class AssureRequests
{
    /// <summary>Options of the hosted capture, which every provider in it takes.</summary>
    public static readonly IReadOnlyList<string> CaptureOptions =
        ["uiProfile", "uiLanguage", "smsSender", "smsMessage", "defaultCountry"];

    public const string RequestDomain = "requestDomain";
    public const string MobileAppId = "mobileAppId";
    public const string Sdk = "sdk";
    public const string TwoSided = "twoSided";
    public const string Second = "second";

    /// <param name="documentId">The provider's id of the document, where it wants one.</param>
    /// <param name="authorization">What callbacks carry; null when none are wanted.</param>
    public static JsonObject Process(
        AssureSubProvider provider, OpenSessionRequest request, string? documentId, string? authorization)
    {
        var body = Provider(provider, request, documentId);
        AddNotification(body, request, authorization);
        if (Option(request, MobileAppId) is { } app)
        {
            body["processParameters"] = new JsonObject { [MobileAppId] = app };
        }

        return body;
    }

    public static JsonObject Capture(AssureSubProvider provider, OpenSessionRequest request, string? authorization)
    {
        var providers = new JsonArray { Provider(provider, request, request.Request.Document?.Id) };
        var second = SecondAlias(request) is { } alias ? AssureSubProviders.Find(alias) : null;
        if (second is not null)
        {
            var wanted = request.Request.ProviderOptions[Second]!.AsObject();
            providers.Add(Provider(second, (string?)wanted["processType"], wanted));
        }

        var body = new JsonObject { ["providers"] = providers };
        AddNotification(body, request, authorization);
        Add(body, "redirectUrl", request.Request.RedirectUrl?.AbsoluteUri);
        Add(body, Sdk, (string?)Option(request, Sdk) ?? provider.MandatorySdk ?? second?.MandatorySdk);
        if (Option(request, RequestDomain) is { } domain)
        {
            body[RequestDomain] = domain;
        }

        var parameters = new JsonObject();
        AddOptions(parameters, CaptureOptions, request.Request.ProviderOptions);
        if (parameters.Count > 0)
        {
            body["captureParameters"] = parameters;
        }

        return body;
    }

    /// <summary>The other provider of a capture with two, or null.</summary>
    public static string? SecondAlias(OpenSessionRequest request) =>
        (Option(request, Second) as JsonObject)?["provider"] is JsonValue alias && alias.TryGetValue(out string? text) ? text : null;

    private static JsonObject Provider(AssureSubProvider provider, OpenSessionRequest request, string? documentId)
    {
        var body = Provider(provider, request.Request.ProcessType, request.Request.ProviderOptions);
        switch (provider.Document)
        {
            case DocumentNaming.Type:
                Add(body, "documentType", DocumentKind.Of(request.Request.Document?.Type));
                break;
            case DocumentNaming.Id when documentId is not null:
                body["documentId"] = long.TryParse(documentId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : documentId;
                break;
        }

        return body;
    }

    private static JsonObject Provider(AssureSubProvider provider, string? processType, JsonObject options)
    {
        var body = new JsonObject { ["provider"] = provider.Alias };
        Add(body, "processType", provider.ProcessType(processType).Theirs);
        AddOptions(body, provider.Options, options);
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

    private static void AddOptions(JsonObject body, IReadOnlyList<string> names, JsonObject options)
    {
        foreach (var name in names)
        {
            if (options[name] is { } value)
            {
                body[name] = value.DeepClone();
            }
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
