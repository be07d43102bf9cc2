using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Verifications;
using Verification.Providers.Documents;

namespace Verification.Providers.Assure;

/// <summary>What a request must hold for a provider behind Assure.</summary>
internal static class AssureValidation
{
    public static IReadOnlyList<string> Options(AssureSubProvider provider)
    {
        var options = new List<string>(provider.Options);
        if (provider.CapturePaths.Contains(CapturePath.Upload))
        {
            options.Add(AssureRequests.TwoSided);
        }

        if (provider.CapturePaths.Contains(CapturePath.Sdk))
        {
            options.Add(AssureRequests.MobileAppId);
        }

        if (provider.CapturePaths.Contains(CapturePath.Hosted))
        {
            options.AddRange([AssureRequests.RequestDomain, AssureRequests.Second, .. AssureRequests.CaptureOptions]);
        }

        return options;
    }

    /// <summary>
    /// Front always; back for a document with two sides, by its type or by <c>providerOptions.twoSided</c>; selfie where faces are
    /// compared. A type that is not given counts as one-sided: we cannot insist on a side that may not exist.
    /// </summary>
    public static IReadOnlyList<ImageKind> NeededImages(AssureSubProvider provider, VerificationRequest request)
    {
        var images = new List<ImageKind> { ImageKind.Front };
        if (Flag(request, AssureRequests.TwoSided) ?? DocumentKind.IsTwoSided(request.Document?.Type) ?? false)
        {
            images.Add(ImageKind.Back);
        }

        if (provider.ProcessType(request).Name is "documentSelfie")
        {
            images.Add(ImageKind.Selfie);
        }

        return images;
    }

    public static IReadOnlyDictionary<string, string> Validate(
        AssureSubProvider provider, VerificationRequest request, CapturePath capture)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!provider.CapturePaths.Contains(capture))
        {
            errors["capture"] = $"{provider.Name} supports {string.Join(", ", provider.CapturePaths.Select(Word))}.";
            return errors;
        }

        CheckProcessType(provider, request, capture, errors);
        CheckDocument(provider, request, capture, errors);
        CheckOptions(provider, request, errors);
        if (capture is CapturePath.Hosted && request.RedirectUrl is null)
        {
            errors["redirectUrl"] = "A hosted capture needs to know where it sends the person afterwards.";
        }

        return errors;
    }

    private static void CheckProcessType(
        AssureSubProvider provider, VerificationRequest request, CapturePath capture, Dictionary<string, string> errors)
    {
        var possible = capture is CapturePath.Upload && provider.UploadProcessTypes is { } upload
            ? upload
            : [.. provider.ProcessTypes.Select(type => type.Name)];
        if (request.ProcessType is { } type && !possible.Contains(type))
        {
            errors["processType"] = $"{provider.Name} with this capture supports {string.Join(", ", possible)}.";
        }
    }

    private static void CheckDocument(
        AssureSubProvider provider, VerificationRequest request, CapturePath capture, Dictionary<string, string> errors)
    {
        if (capture is not CapturePath.Upload)
        {
            return;
        }

        var document = request.Document;
        if (provider.Document is DocumentNaming.Type && document?.Type is null)
        {
            errors["document.type"] = $"{provider.Name} needs the type of the document, for example passport.";
        }

        if (provider.Document is DocumentNaming.Id && document?.Id is null && (document?.Type is null || document.Country is null))
        {
            errors["document.id"] =
                $"{provider.Name} needs the document's id from GET /api/providers/{provider.Name}/document-types, or its type and country.";
        }
    }

    private static void CheckOptions(AssureSubProvider provider, VerificationRequest request, Dictionary<string, string> errors)
    {
        var options = request.ProviderOptions;
        if (options[AssureRequests.TwoSided] is { } twoSided && Flag(request, AssureRequests.TwoSided) is null)
        {
            errors["providerOptions.twoSided"] = $"It must be true or false, not {twoSided.GetValueKind()}.";
        }

        if (provider.NeedsLocation)
        {
            CheckLocation(provider, request, errors);
        }

        if (options[AssureRequests.Second] is { } second
            && (second is not JsonObject other || Text(other, "provider") is not { } alias || alias == provider.Alias
                || AssureSubProviders.Find(alias)?.CapturePaths.Contains(CapturePath.Hosted) is not true))
        {
            errors["providerOptions.second"] = "It must be an object whose provider is another Assure alias with hosted capture.";
        }
    }

    private static void CheckLocation(AssureSubProvider provider, VerificationRequest request, Dictionary<string, string> errors)
    {
        var location = request.ProviderOptions["location"] as JsonObject;
        var country = Text(location, "countryOfResidence");
        if (country is null && Text(location, "ipAddress") is null)
        {
            errors["providerOptions.location"] =
                "Onfido needs the end-user's location: an object with ipAddress or countryOfResidence (ISO 3166-1 alpha-3).";
        }

        var showsFace = provider.ProcessType(request).Name is "documentSelfie" or "documentVideo";
        if (country is "USA" && showsFace && request.ProviderOptions["consents"] is not JsonArray { Count: > 0 })
        {
            errors["providerOptions.consents"] =
                "For a resident of the United States Onfido needs the person's consent before it compares faces.";
        }
    }

    private static bool? Flag(VerificationRequest request, string name) =>
        request.ProviderOptions[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    private static string? Text(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string Word(CapturePath capture) => capture switch
    {
        CapturePath.Upload => "upload",
        CapturePath.Sdk => "sdk",
        _ => "hosted",
    };
}
