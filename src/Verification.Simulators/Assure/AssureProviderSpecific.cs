using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Assure;

/// <summary>The <c>providerSpecific</c> of each provider, with its own names and its own idea of a boolean.</summary>
internal static class AssureProviderSpecific
{
    private static readonly object[] Features =
    [
        new { name = "firstName", found = true, bbox = new { x = 410, y = 220, width = 380, height = 40 }, side = "front" },
        new { name = "hologram", found = true, bbox = new { x = 120, y = 90, width = 200, height = 180 }, side = "front" },
    ];

    /// <summary>Null as long as there is nothing to tell.</summary>
    public static object? For(AssureProcess process, Subject subject)
    {
        var alias = process.Product.Alias;
        if (process.Status == AssureStatus.Processing && alias is "eid" or "signicatvideoid")
        {
            return new { ocr = new { features = Features } };
        }

        if (process.Status is not (AssureStatus.Accepted or AssureStatus.Rejected or AssureStatus.Inconclusive))
        {
            return null;
        }

        var passed = process.Status == AssureStatus.Accepted;
        return alias switch
        {
            "signicatpictureid" => PictureId(process, subject, passed),
            "onfido" => Onfido(process, passed),
            "signicatpaper" => Paper(subject, process.Status),
            "readid" => ReadId(subject, process.Status),
            "signicatvideoid" or "eid" => VideoId(process, passed),
            "facetec" => new { matching = new { matchLevel = passed ? "15" : "0", success = passed ? "true" : "false", error = "false" } },
            _ => new { identification = new { success = passed, agentDecision = process.Status.Word() } },
        };
    }

    private static object PictureId(AssureProcess process, Subject subject, bool passed) => new
    {
        document = new
        {
            issuingCountry = subject.IssuingCountry,
            dateOfExpiry = subject.DateOfExpiry,
            documentNumber = subject.DocumentNumber,
            subject = new
            {
                firstName = subject.FirstName,
                lastName = subject.LastName,
                dateOfBirth = subject.DateOfBirth,
                gender = subject.Gender,
                nationality = subject.Nationality,
                personalIdentificationNumber = subject.PersonalIdentificationNumber,
                photo = new { x = 210, y = 700, width = 600, height = 820 },
                signature = new { x = 2400, y = 1500, width = 590, height = 110 },
            },
            securityChecks = new
            {
                notTamperedDocument = new { name = "Tamper check", passed },
                nonExpired = new { name = "Expiry check", passed = true },
                notUnderage = new { name = "Age check", passed = true },
                notBlackAndWhite = new { name = "Colour check", passed = true },
                dataIntegrity = new { name = "Integrity check", passed },
            },
        },
        faceMatch = process.Request.ProcessType == "documentSelfie" ? new { similarity = passed ? 0.97 : 0.31, passed } : null,
    };

    private static object Onfido(AssureProcess process, bool passed) => new
    {
        documentVerification = new { result = passed ? "clear" : "consider", subResult = passed ? "clear" : "caution" },
        facialSimilarity = process.Request.ProcessType == "document" ? null : new { result = passed ? "clear" : "consider" },
    };

    private static object Paper(Subject subject, AssureStatus status)
    {
        var mrz = status == AssureStatus.Inconclusive ? "NOT_AVAILABLE" : status == AssureStatus.Accepted ? "VALID" : "INVALID";
        return new
        {
            verification = new { type = "MRZ_FEATURE_COMPARISON", status = status == AssureStatus.Accepted ? "true" : "false" },
            features = new
            {
                firstName = subject.FirstName,
                lastName = subject.LastName,
                dateOfExpiry = subject.DateOfExpiry,
                issuingAuthority = "Burg. van Amsterdam",
                gender = subject.Gender,
                documentNumber = subject.DocumentNumber,
                dateOfBirth = subject.DateOfBirth,
                personalNumber = subject.PersonalIdentificationNumber,
                dateOfIssue = subject.DateOfExpiry.AddYears(-10),
            },
            mrz = new
            {
                firstName = subject.FirstName,
                lastName = subject.LastName,
                dateOfExpiry = subject.DateOfExpiry,
                nationality = subject.Nationality,
                gender = subject.Gender,
                documentType = "P",
                issuingCountry = subject.IssuingCountry,
                documentNumber = subject.DocumentNumber,
                dateOfBirth = subject.DateOfBirth,
                personalNumber = subject.PersonalIdentificationNumber,
            },
            mrzChecksum = new { dateOfExpiry = mrz, documentNumber = mrz, dateOfBirth = mrz, personalNumber = mrz },
            errors = status == AssureStatus.Rejected ? new[] { "MRZ_CHECKSUM_INVALID" } : null,
        };
    }

    private static object ReadId(Subject subject, AssureStatus status) => new
    {
        consolidatedIdentityData = new
        {
            chipVerification = status == AssureStatus.Rejected ? "FAILED" : "SUCCEEDED",
            chipCloneDetection = status == AssureStatus.Inconclusive ? "FAILED" : "SUCCEEDED",
            dateOfBirth = subject.DateOfBirth,
            dateOfExpiry = subject.DateOfExpiry,
            documentCode = "P",
            documentNumber = subject.DocumentNumber,
            documentType = "PASSPORT",
            gender = subject.Gender,
            issuingCountry = subject.IssuingCountry,
            nationality = subject.Nationality,
            personalIdentificationNumber = subject.PersonalIdentificationNumber,
            firstName = subject.FirstName,
            lastName = subject.LastName,
        },
    };

    private static object VideoId(AssureProcess process, bool passed) => new
    {
        ocr = new
        {
            similarityScore = passed ? "high" : "low",
            livenessDetected = passed ? "true" : "false",
            features = Features,
        },
        manualApproval = process.Request.ProcessType == "high" ? new { approved = passed } : null,
    };
}
