using System.Text.Json;

namespace Verification.Simulators.Assure;

internal sealed record CreateDossierRequest(string? ExternalReference);

internal sealed record CreateProcessRequest
{
    public string? Provider { get; init; }

    public string? ProcessType { get; init; }

    public string? DocumentType { get; init; }

    /// <summary>A number in the sample, quoted in the text.</summary>
    public JsonElement? DocumentId { get; init; }

    public string? NotificationUrl { get; init; }

    public string? AuthorizationHeader { get; init; }

    public IReadOnlyList<string>? Redact { get; init; }

    public AssureLocation? Location { get; init; }

    public IReadOnlyList<AssureConsent>? Consents { get; init; }

    public AssureProcessParameters? ProcessParameters { get; init; }

    public JsonElement? Person { get; init; }

    public JsonElement? Contact { get; init; }

    public JsonElement? Address { get; init; }
}

/// <summary>Onfido's <c>location</c>, in Assure's camelCase; Assure's own names are not public.</summary>
internal sealed record AssureLocation(string? IpAddress, string? CountryOfResidence);

/// <summary>Onfido's <c>consents</c>, in Assure's camelCase.</summary>
internal sealed record AssureConsent(string? Name, bool Granted);

internal sealed record AssureProcessParameters(string? MobileAppId);

/// <summary>Data URLs.</summary>
internal sealed record SetImagesRequest(string? Front, string? Back, string? Selfie)
{
    public IEnumerable<(string Kind, string DataUrl)> Given =>
        new[] { ("front", Front), ("back", Back), ("selfie", Selfie) }
            .Where(image => image.Item2 is not null)
            .Select(image => (image.Item1, image.Item2!));
}

/// <summary>Only FaceTec has a body here.</summary>
internal sealed record StartRequest(JsonElement? FacetecEnrollment, JsonElement? FacetecEnrollmentRequest);

internal sealed record CaptureRequest
{
    public IReadOnlyList<CreateProcessRequest>? Providers { get; init; }

    public string? RedirectUrl { get; init; }

    public string? Sdk { get; init; }

    public string? NotificationUrl { get; init; }

    public string? AuthorizationHeader { get; init; }

    public AssureCaptureParameters? CaptureParameters { get; init; }

    public string? RequestDomain { get; init; }

    public AssureLocation? Location { get; init; }

    public IReadOnlyList<AssureConsent>? Consents { get; init; }

    public JsonElement? Person { get; init; }

    public JsonElement? Contact { get; init; }

    public JsonElement? Address { get; init; }

    /// <summary>
    /// One entry of <c>providers</c> with what stands beside them. That a capture flow takes more of Create process is documented,
    /// where it stands is not.
    /// </summary>
    public CreateProcessRequest Complete(CreateProcessRequest provider) => provider with
    {
        NotificationUrl = provider.NotificationUrl ?? NotificationUrl,
        AuthorizationHeader = provider.AuthorizationHeader ?? AuthorizationHeader,
        Location = provider.Location ?? Location,
        Consents = provider.Consents ?? Consents,
        Person = provider.Person ?? Person,
        Contact = provider.Contact ?? Contact,
        Address = provider.Address ?? Address,
    };
}

internal sealed record AssureCaptureParameters(
    string? UiProfile, string? UiLanguage, string? SmsSender, string? SmsMessage, string? DefaultCountry);

internal sealed record DossierView(
    string DossierId, string? ExternalReference, string CreatedAt, string UpdatedAt, IReadOnlyList<ProcessView>? Processes = null);

/// <summary>Members that do not apply are missing, not null.</summary>
internal sealed record ProcessView
{
    public required string ProcessId { get; init; }

    public required string Provider { get; init; }

    public string? ProcessType { get; init; }

    public required string Status { get; init; }

    /// <summary>Only in the answer that created the process.</summary>
    public string? Authorization { get; init; }

    public string? FacetecEncryptionPublicKey { get; init; }

    public string? FacetecDeviceKeyIdentifier { get; init; }

    public bool? RedactionRequested { get; init; }

    public object? FailReason { get; init; }

    public object? ProviderSpecific { get; init; }

    public object? FinalResult { get; init; }

    public required string CreatedAt { get; init; }

    public required string UpdatedAt { get; init; }
}
