using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Providers.Documents;

namespace Verification.Providers.Incode;

/// <summary>What a request may say to Incode, and how it is said.</summary>
internal static class IncodeRequests
{
    public const string WithFace = "documentSelfie";
    public const string DocumentOnly = "document";

    private const string TwoSided = "twoSided";
    private const string ConfigurationId = "configurationId";
    private const string CountryCode = "countryCode";
    private const string Language = "language";
    private const string CustomFields = "customFields";
    private const string Brazil = "BRA";

    private static readonly string[] Texts = [ConfigurationId, CountryCode, Language];
    private static readonly string[] Languages = ["en-US", "es-ES", "pt-BR"];

    public static IReadOnlyList<string> Options { get; } = [TwoSided, ConfigurationId, CountryCode, Language, CustomFields];

    /// <summary>The face is compared unless only the document is asked for.</summary>
    public static bool WithSelfie(VerificationRequest request) => request.ProcessType is not DocumentOnly;

    /// <summary>By <c>providerOptions.twoSided</c>, else by the type of the document; what is not known counts as a card.</summary>
    public static bool IsTwoSided(VerificationRequest request) =>
        Flag(request.ProviderOptions, TwoSided) ?? DocumentKind.IsTwoSided(request.Document?.Type) ?? true;

    public static IReadOnlyList<ImageKind> NeededImages(VerificationRequest request)
    {
        var images = new List<ImageKind> { ImageKind.Front };
        if (IsTwoSided(request))
        {
            images.Add(ImageKind.Back);
        }

        if (WithSelfie(request))
        {
            images.Add(ImageKind.Selfie);
        }

        return images;
    }

    public static IReadOnlyDictionary<string, string> Validate(VerificationRequest request)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.ProcessType is not (null or WithFace or DocumentOnly))
        {
            errors["processType"] = $"incode supports {WithFace} and {DocumentOnly}.";
        }

        var options = request.ProviderOptions;
        if (options[TwoSided] is not null && Flag(options, TwoSided) is null)
        {
            errors[$"providerOptions.{TwoSided}"] = "It must be true or false.";
        }

        foreach (var name in Texts.Where(name => options[name] is not null && Text(options, name) is null))
        {
            errors[$"providerOptions.{name}"] = "It must be a text.";
        }

        if (Text(options, Language) is { } language && !Languages.Contains(language))
        {
            errors[$"providerOptions.{Language}"] = $"It must be {string.Join(" or ", Languages)}.";
        }

        if (options[CustomFields] is not (null or JsonObject))
        {
            errors[$"providerOptions.{CustomFields}"] = "It must be an object.";
        }

        return errors;
    }

    public static string Flow(VerificationRequest request, IncodeOptions settings) =>
        Text(request.ProviderOptions, ConfigurationId) ?? settings.ConfigurationId;

    /// <summary>The body of <c>/omni/start</c>.</summary>
    public static JsonObject Start(OpenSessionRequest request, IncodeOptions settings)
    {
        var options = request.Request.ProviderOptions;
        var body = new JsonObject
        {
            [ConfigurationId] = Flow(request.Request, settings),
            [CountryCode] = Text(options, CountryCode)
                ?? (request.Request.Document?.Country is Brazil ? Brazil : settings.CountryCode),
            ["externalCustomerId"] = request.ExternalReference,
        };
        if (Text(options, Language) is { } language)
        {
            body[Language] = language;
        }

        if (options[CustomFields] is JsonObject fields)
        {
            body[CustomFields] = fields.DeepClone();
        }

        if (request is { Capture: CapturePath.Hosted, Request.RedirectUrl.AbsoluteUri: { } redirect })
        {
            // The guide spells it one way and the samples the other.
            body["redirectUrl"] = redirect;
            body["redirectionUrl"] = redirect;
        }

        return body;
    }

    private static bool? Flag(JsonObject options, string name) => options[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static string? Text(JsonObject options, string name) =>
        options[name] is JsonValue value && value.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;
}
