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
            options.AddRange(
                [AssureRequests.Sdk, AssureRequests.RequestDomain, AssureRequests.Second, .. AssureRequests.CaptureOptions]);
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
        var twoSided = request.ProviderOptions[AssureRequests.TwoSided] is JsonValue value && value.TryGetValue(out bool flag) ? flag : (bool?)null;
        if (twoSided ?? DocumentKind.IsTwoSided(request.Document?.Type) ?? false)
        {
            images.Add(ImageKind.Back);
        }

        if (provider.ProcessType(request.ProcessType).Name is "documentSelfie")
        {
            images.Add(ImageKind.Selfie);
        }

        return images;
    }

    public static IReadOnlyDictionary<string, string> Validate(
        AssureSubProvider provider, VerificationRequest request, CapturePath capture)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        CheckProcessType(provider, request, capture, errors);
        CheckDocument(provider, request, capture, errors);
        foreach (var (option, error) in AssureOptionChecks.Run(provider, request.ProcessType, request.ProviderOptions))
        {
            errors[$"providerOptions.{option}"] = error;
        }

        // Passed over in silence it would prove less than was asked for.
        if (capture is not CapturePath.Hosted && request.ProviderOptions[AssureRequests.Second] is not null)
        {
            errors[$"providerOptions.{AssureRequests.Second}"] = "A second provider needs capture hosted.";
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
}
