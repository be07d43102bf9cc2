using Microsoft.Extensions.Options;
using Verification.Simulators.Images;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Assure;

/// <summary>What Assure checks of images and before a verification starts.</summary>
internal sealed class AssureChecks(IOptions<AssureOptions> options)
{
    /// <summary>Images of a Set images call, checked one by one.</summary>
    public IReadOnlyList<(string Kind, SimulatedImage Image)> ReadImages(SetImagesRequest request)
    {
        var images = request.Given.Select(given => (given.Kind, ReadDataUrl(given.Kind, given.DataUrl))).ToList();
        return images.Count > 0 ? images : throw AssureProblem.Client(400, "One of front, back and selfie is required.");
    }

    /// <summary>Images from a capture page or SDK, which need not give any here.</summary>
    public IReadOnlyList<(string Kind, SimulatedImage Image)> ReadCapturedImages(SetImagesRequest? request) =>
        request is null ? [] : ReadImages(request);

    public void CheckPending(AssureProcess process)
    {
        if (process.Status != AssureStatus.Pending)
        {
            throw AssureProblem.Client(options.Value.UploadAfterStartStatus, "The process has been started and takes no more images.");
        }
    }

    /// <summary>That this process takes images through Assure, now.</summary>
    public void CheckUpload(AssureProcess process)
    {
        CheckPending(process);
        if (process.Hosted || !process.Product.CanUpload(process.Request.ProcessType))
        {
            throw AssureProblem.Client(400, $"Provider {process.Product.Alias} takes the images of this process from its own SDK.");
        }

        if (process.Product.Document == DocumentNaming.ByType && process.Request.DocumentType is null)
        {
            throw AssureProblem.Required("documentType");
        }
    }

    public static Uri ReadUrl(string field, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme is "http" or "https")
            ? parsed
            : throw AssureProblem.Client(400, $"Field {field} must be an absolute http or https URL.");

    public static void CheckQuality(ScenarioRun run, IEnumerable<(string Kind, SimulatedImage Image)> images)
    {
        foreach (var (kind, _) in images)
        {
            if (run.NextRefusal(kind) is { } reason)
            {
                throw AssureProblem.Client(400, $"Image {kind} is refused: {reason}.");
            }
        }
    }

    /// <summary>That this process may be started by the client, now.</summary>
    public void CheckStart(AssureProcess process, StartRequest? body)
    {
        var tooEarly = options.Value.StartTooEarlyStatus;
        var type = process.Request.ProcessType;
        if (process.Hosted || !process.Product.IsStartedByClient(type))
        {
            throw AssureProblem.Client(tooEarly, $"Provider {process.Product.Alias} starts this process by itself.");
        }

        if (process.Product.Alias == "facetec" && body is not ({ FacetecEnrollment: not null } or { FacetecEnrollmentRequest: not null }))
        {
            throw AssureProblem.Required("facetecEnrollment");
        }

        if (!process.Captured && process.Product.CanUpload(type) && MissingImages(process) is [var missing, ..])
        {
            throw AssureProblem.Client(tooEarly, $"Image {missing} is required.");
        }

        if (!process.Captured && !process.Product.CanUpload(type))
        {
            throw AssureProblem.Client(tooEarly, "The SDK has not uploaded anything yet.");
        }

        CheckOnfidoLocation(process);
        CheckOnfidoConsent(process);
    }

    /// <summary>Required since API 3.6; Create process does not mind, the start does.</summary>
    public void CheckOnfidoLocation(AssureProcess process)
    {
        if (process.Product.Alias == "onfido"
            && process.Request.Location is not ({ IpAddress: not null } or { CountryOfResidence: not null }))
        {
            throw AssureProblem.Client(options.Value.StartTooEarlyStatus, "The location of the end-user is required.");
        }
    }

    /// <summary>For residents of the United States where faces are compared; Onfido's own capture page asks by itself.</summary>
    private void CheckOnfidoConsent(AssureProcess process)
    {
        if (process.Product.Alias == "onfido"
            && process.Request is { ProcessType: "documentSelfie" or "documentVideo", Location.CountryOfResidence: "USA" }
            && process.Request.Consents?.Any(consent => consent?.Granted == true) != true)
        {
            throw AssureProblem.Client(options.Value.StartTooEarlyStatus, "The privacy consent of the end-user is required.");
        }
    }

    private IReadOnlyList<string> MissingImages(AssureProcess process)
    {
        var needed = new List<string> { "front" };
        if (options.Value.RequireBack && AssureDocumentTypes.IsTwoSided(process.Product, process.Request))
        {
            needed.Add("back");
        }

        if (process.Product.NeedsSelfie(process.Request.ProcessType))
        {
            needed.Add("selfie");
        }

        return [.. needed.Where(kind => process.Product.Alias != "facetec" && !process.Images.ContainsKey(kind))];
    }

    private SimulatedImage ReadDataUrl(string kind, string dataUrl)
    {
        var (format, base64) = dataUrl switch
        {
            _ when dataUrl.StartsWith("data:image/png;base64,", StringComparison.Ordinal) => ("png", dataUrl[22..]),
            _ when dataUrl.StartsWith("data:image/jpeg;base64,", StringComparison.Ordinal) => ("jpeg", dataUrl[23..]),
            _ => throw AssureProblem.Client(400, $"Field {kind} must be a data URL of a PNG or JPEG image."),
        };
        var bytes = new byte[base64.Length / 4 * 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            throw AssureProblem.Client(400, $"Field {kind} is not valid base64.");
        }

        if (length > options.Value.MaxImageBytes)
        {
            throw AssureProblem.Client(413, $"Field {kind} is larger than {options.Value.MaxImageBytes} bytes.");
        }

        var image = SimulatedImage.Read(bytes[..length]);
        if (image?.Format != format)
        {
            throw AssureProblem.Client(400, $"Field {kind} is not a readable {format} image.");
        }

        return Math.Max(image.Width, image.Height) <= options.Value.MaxImageSide
            ? image
            : throw AssureProblem.Client(400, $"Field {kind} is more than {options.Value.MaxImageSide} pixels on a side.");
    }
}
