using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Providers.Http;
using Verification.Providers.Resilience;

namespace Verification.Providers.Assure;

/// <summary>The calls of the Assure API, one method each. All throw <see cref="ProviderException"/>.</summary>
/// <remarks>https://developer.signicat.com/docs/id-document-and-biometric-verification/assure-api/</remarks>
internal sealed class AssureClient(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the HTTP client, and the family of all providers behind Assure.</summary>
    public const string Family = "assure";

    private readonly ProviderHttp _http = new(clients, Family, time, AssureError.Read);

    /// <summary>Not repeated: a second dossier would be found by nobody.</summary>
    public async Task<AssureDossier> CreateDossierAsync(string externalReference, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Post, "/dossiers", Repeat.Once);
        var body = new JsonObject { ["externalReference"] = externalReference };
        var json = await _http.SendAsync("dossiers", call, ProviderHttp.Json(body), cancellationToken);
        return AssureDossier.Read(json) ?? throw ProviderHttp.Protocol(call, "answered without a dossierId");
    }

    public async Task<AssureDossier> GetDossierAsync(string dossier, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Get, "/dossiers/{dossierId}", Repeat.Safe);
        var json = await _http.SendAsync(Path(dossier), call, null, cancellationToken);
        return AssureDossier.Read(json) ?? throw ProviderHttp.Protocol(call, "answered without a dossierId");
    }

    /// <summary>The dossiers of the account, as far as Assure lists them in one answer.</summary>
    public async Task<IReadOnlyList<AssureDossier>> ListDossiersAsync(CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Get, "/dossiers", Repeat.Safe);
        var json = await _http.SendAsync("dossiers", call, null, cancellationToken);
        return [.. json.Items().Select(AssureDossier.Read).OfType<AssureDossier>()];
    }

    public async Task<IReadOnlyList<DocumentType>> GetDocumentTypesAsync(string provider, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Get, $"/{provider}/document-types", Repeat.Safe);
        var json = await _http.SendAsync($"{provider}/document-types", call, null, cancellationToken);
        return [.. json.Items().Select(AssureDocumentType.Read).OfType<DocumentType>()];
    }

    /// <summary>Repeated: a process costs nothing until it is started, and one too many goes with its dossier.</summary>
    public async Task<AssureProcess> CreateProcessAsync(string dossier, JsonObject body, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Post, "/dossiers/{dossierId}/processes", Repeat.Safe);
        var json = await _http.SendAsync($"{Path(dossier)}/processes", call, ProviderHttp.Json(body), cancellationToken);
        return AssureProcess.Read(json) ?? throw ProviderHttp.Protocol(call, "answered without a processId");
    }

    /// <summary>Starts a capture flow in the browser. Repeated for the same reason as Create process.</summary>
    public async Task<Uri> StartCaptureAsync(string dossier, JsonObject body, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Post, "/dossiers/{dossierId}/capture", Repeat.Safe);
        var json = await _http.SendAsync($"{Path(dossier)}/capture", call, ProviderHttp.Json(body), cancellationToken);
        return Uri.TryCreate(json.Text("url"), UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? url
            : throw ProviderHttp.Protocol(call, "answered without a url");
    }

    public async Task<AssureProcess> GetProcessAsync(string dossier, string process, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Get, "/dossiers/{dossierId}/processes/{processId}", Repeat.Safe);
        var json = await _http.SendAsync(Path(dossier, process), call, null, cancellationToken);
        return AssureProcess.Read(json) ?? throw ProviderHttp.Protocol(call, "answered without a processId");
    }

    /// <summary>Sends one image as a data URL. The same kind again replaces the former, so this is repeated.</summary>
    public async Task SetImageAsync(string dossier, string process, ImageUpload image, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Post, "/dossiers/{dossierId}/processes/{processId}/images", Repeat.Safe);
        var content = new Base64ImageContent(
            $"{{\"{Depiction(image.Kind)}\":\"data:{image.Format.MediaType()};base64,", image, "\"}");
        using var response = await _http.OpenAsync($"{Path(dossier, process)}/images", call, content, cancellationToken);
    }

    /// <summary>
    /// An image as the process has it, or null where it has none; <c>portrait</c> is the picture on the document. Documented without
    /// its form: both the image itself and a data URL in JSON are read.
    /// </summary>
    /// <param name="depiction"><c>front</c>, <c>back</c>, <c>selfie</c> or <c>portrait</c>.</param>
    public async Task<byte[]?> GetImageAsync(string dossier, string process, string depiction, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Get, "/dossiers/{dossierId}/processes/{processId}/images/{depiction}", Repeat.Safe)
        {
            Accept = "image/png, image/jpeg, application/json",
        };
        try
        {
            using var response = await _http.OpenAsync($"{Path(dossier, process)}/images/{depiction}", call, null, cancellationToken);
            return AssureImage.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken))
                ?? throw ProviderHttp.Protocol(call, "answered without an image");
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// Starts the verification: a POST on the process itself, which is what Assure charges for. Not repeated, although a process
    /// serves for one verification only.
    /// </summary>
    public async Task StartAsync(string dossier, string process, JsonObject? body, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Post, "/dossiers/{dossierId}/processes/{processId}", Repeat.Once);
        using var response = await _http.OpenAsync(Path(dossier, process), call, body is null ? null : ProviderHttp.Json(body), cancellationToken);
    }

    /// <summary>The provider's whole result as a zip file, or null where there is none for this process.</summary>
    public async Task<Stream?> OpenZipAsync(string dossier, string process, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Get, "/dossiers/{dossierId}/processes/{processId}/download", Repeat.Safe)
        {
            Accept = "application/zip",
            Buffered = false,
        };
        try
        {
            var response = await _http.OpenAsync($"{Path(dossier, process)}/download", call, null, cancellationToken);
            return await response.Content.ReadAsStreamAsync(cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound or ProviderErrorKind.Refused)
        {
            return null;
        }
    }

    public Task DeleteProcessAsync(string dossier, string process, CancellationToken cancellationToken) =>
        DeleteAsync("/dossiers/{dossierId}/processes/{processId}", Path(dossier, process), cancellationToken);

    public Task DeleteDossierAsync(string dossier, CancellationToken cancellationToken) =>
        DeleteAsync("/dossiers/{dossierId}", Path(dossier), cancellationToken);

    private async Task DeleteAsync(string template, string path, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Delete, template, Repeat.Safe);
        using var response = await _http.OpenAsync(path, call, null, cancellationToken);
    }

    private static string Path(string dossier) => $"dossiers/{Uri.EscapeDataString(dossier)}";

    private static string Path(string dossier, string process) => $"{Path(dossier)}/processes/{Uri.EscapeDataString(process)}";

    private static string Depiction(ImageKind kind) => kind switch
    {
        ImageKind.Front => "front",
        ImageKind.Back => "back",
        _ => "selfie",
    };
}
