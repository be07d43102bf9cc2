using System.Globalization;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Incode;

/// <summary>Score and OCR data of a session as it stands.</summary>
internal static class IncodeResults
{
    /// <summary>Before the completion it is partial, and OK whatever the rules will say.</summary>
    public static object Score(IncodeInterview interview)
    {
        var overall = Overall(interview);
        return new
        {
            idValidation = interview.Job == IncodeJob.Done ? IdValidation(interview) : null,
            liveness = interview.HasSelfie ? new
            {
                livenessScore = Verdict(interview, "liveness"),
                photoQuality = Item("OK", "PASSED"),
                overall = Verdict(interview, "liveness"),
            }
            : null,
            faceRecognition = interview.FaceProcessed ? new
            {
                existingUser = interview.Script.ExistingUser,
                maskCheck = Item("OK", ""),
                lensesCheck = Item("OK", ""),
                faceBrightness = Item("OK", ""),
                overall = Verdict(interview, "faceRecognition"),
            }
            : null,
            needsReviewReason = overall == "WARN" ? "Manual review is required." : null,
            overall = new { value = overall == "UNKNOWN" ? null : "96.3", status = overall },
        };
    }

    public static object Ocr(IncodeInterview interview)
    {
        var subject = interview.Run.Scenario.Subject;
        return new
        {
            name = new
            {
                fullName = $"{subject.FirstName} {subject.LastName}",
                firstName = subject.FirstName,
                givenName = subject.FirstName,
                paternalLastName = subject.LastName,
            },
            typeOfId = "IdentificationCard",
            birthDate = Milliseconds(subject.DateOfBirth),
            gender = subject.Gender,
            documentNumber = subject.DocumentNumber,
            personalNumber = subject.PersonalIdentificationNumber,
            issuingCountry = subject.IssuingCountry,
            nationality = subject.Nationality,
            issuedAt = Text(subject.DateOfExpiry.AddYears(-10)),
            issueDate = subject.DateOfExpiry.Year - 10,
            expireAt = Text(subject.DateOfExpiry),
            expirationDate = subject.DateOfExpiry.Year,
            ocrDataConfidence = new { birthDateConfidence = 0.98, nameConfidence = 0.99 },
        };
    }

    private static string Overall(IncodeInterview interview) => interview switch
    {
        { Job: not IncodeJob.Done } => "UNKNOWN",
        { Approved: { } approved } => approved ? "MANUAL_OK" : "MANUAL_FAIL",
        { Completed: false } => "OK",
        { Run.Scenario.Outcome: Outcome.Rejected } => "FAIL",
        { Run.Scenario.Outcome: Outcome.Inconclusive } => "WARN",
        _ => "OK",
    };

    private static object IdValidation(IncodeInterview interview)
    {
        var bad = IsBad(interview, "idValidation");
        var doubtful = interview is { Completed: true, Run.Scenario.Outcome: Outcome.Inconclusive };
        return new
        {
            photoSecurityAndQuality = new[]
            {
                new { key = "tamperCheck", value = bad ? "0.0" : "100.0", status = bad ? "FAIL" : "OK" },
                new { key = "screenIdLiveness", value = "100.0", status = "OK" },
            },
            idSpecific = new[]
            {
                new { key = "documentExpired", value = "100.0", status = "OK" },
                new { key = "visiblePhotoFeatures", value = doubtful ? "41.0" : "100.0", status = doubtful ? "WARN" : "OK" },
            },
            overall = Item(bad ? "FAIL" : doubtful ? "WARN" : "OK", bad ? "12.0" : "96.0"),
        };
    }

    private static object Verdict(IncodeInterview interview, string module) =>
        IsBad(interview, module) ? Item("FAIL", "2.0") : Item("OK", "98.5");

    private static bool IsBad(IncodeInterview interview, string module) =>
        interview is { Completed: true, Run.Scenario.Outcome: Outcome.Rejected } && interview.Script.RejectedFor == module;

    private static object Item(string status, string value) => new { value, status };

    private static long Milliseconds(DateOnly date) =>
        new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static string Text(DateOnly date) => Milliseconds(date).ToString(CultureInfo.InvariantCulture);
}
