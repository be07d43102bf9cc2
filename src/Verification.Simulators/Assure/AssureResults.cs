using System.Globalization;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Assure;

/// <summary>What Assure says about a process, in each provider's own shape.</summary>
internal static class AssureResults
{
    private const string FacetecPublicKey = "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAw\n-----END PUBLIC KEY-----";

    /// <summary>The final status that an outcome becomes with this provider; null when it never ends.</summary>
    public static AssureStatus? FinalStatus(AssureProcess process, Outcome outcome) => outcome switch
    {
        Outcome.Accepted => AssureStatus.Accepted,
        Outcome.Rejected => AssureStatus.Rejected,
        // The fully automatic level has no third answer.
        Outcome.Inconclusive when process.Request.ProcessType == "substantialFullyAuto" => AssureStatus.Rejected,
        Outcome.Inconclusive => AssureStatus.Inconclusive,
        Outcome.Failed => AssureStatus.Failed,
        Outcome.Canceled => AssureStatus.Canceled,
        _ => null,
    };

    public static ProcessView View(AssureProcess process, bool withAuthorization = false)
    {
        var scenario = process.Dossier.Run.Scenario;
        var facetec = withAuthorization && process.Product.Alias == "facetec";
        return new ProcessView
        {
            ProcessId = process.Id,
            Provider = process.Product.Alias,
            ProcessType = HidesProcessType(process) && !withAuthorization ? null : process.Request.ProcessType,
            Status = process.Status == AssureStatus.Processing && scenario.InterimStatus is { } interim ? interim : process.Status.Word(),
            Authorization = withAuthorization ? process.SdkToken : null,
            FacetecEncryptionPublicKey = facetec ? FacetecPublicKey : null,
            FacetecDeviceKeyIdentifier = facetec ? "dSimulatedDeviceKeyIdentifier" : null,
            RedactionRequested = process.Request.Redact is { Count: > 0 } ? true : null,
            FailReason = process.Status == AssureStatus.Failed
                ? scenario.FailReason ?? new FailReason("TECHNICAL_ERROR", "The verification could not be completed.")
                : null,
            ProviderSpecific = AssureProviderSpecific.For(process, scenario.Subject),
            FinalResult = process.Status == AssureStatus.Accepted ? FinalResult(process, scenario.Subject) : null,
            CreatedAt = Time(process.CreatedAt),
            UpdatedAt = Time(process.UpdatedAt),
        };
    }

    public static DossierView View(AssureDossier dossier, AssureOptions options, bool withProcesses) => new(
        dossier.Id,
        options.EchoExternalReference ? dossier.Reference : null,
        Time(dossier.CreatedAt),
        Time(dossier.UpdatedAt),
        withProcesses ? [.. dossier.Processes.Select(process => View(process))] : null);

    /// <summary>Whole seconds, UTC.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Missing in the published samples of these two.
    private static bool HidesProcessType(AssureProcess process) => process.Product.Alias switch
    {
        "onfido" => process.Status == AssureStatus.Pending,
        "signicatpaper" => true,
        _ => false,
    };

    private static object FinalResult(AssureProcess process, Subject subject) => new
    {
        firstName = subject.FirstName,
        lastName = subject.LastName,
        dateOfBirth = subject.DateOfBirth,
        gender = subject.Gender,
        nationality = subject.Nationality,
        documentType = process.Product.Alias == "signicatpictureid" ? null : process.Request.DocumentType ?? "passport",
        documentNumber = subject.DocumentNumber,
        dateOfExpiry = subject.DateOfExpiry,
        issuingCountry = subject.IssuingCountry,
        personalIdentificationNumber = subject.PersonalIdentificationNumber,
    };
}
