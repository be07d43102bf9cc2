using Verification.Core.Verifications;
using Verification.Providers.Assure.Results;

namespace Verification.Providers.Assure;

/// <summary>
/// What is known of each provider behind Assure; docs/providers/assure.md says how well. PictureID and Onfido: the upload path was
/// documented for them; VideoID, eID, ReadID and WebID take video, chip or a call and cannot work from uploaded images.
/// </summary>
internal static class AssureSubProviders
{
    private const CapturePath Upload = CapturePath.Upload;
    private const CapturePath Sdk = CapturePath.Sdk;
    private const CapturePath Hosted = CapturePath.Hosted;

    public static IReadOnlyList<AssureSubProvider> All { get; } =
    [
        new("signicatpictureid")
        {
            CapturePaths = [Upload, Hosted],
            ProcessTypes = [("document", "document"), ("documentSelfie", "documentSelfie")],
            Document = DocumentNaming.Id,
            ReadFindings = PictureIdFindings.Read,
        },
        new("onfido")
        {
            CapturePaths = [Upload, Sdk, Hosted],
            ProcessTypes = [("document", "document"), ("documentSelfie", "documentSelfie"), ("documentVideo", "documentVideo")],
            UploadProcessTypes = ["document", "documentSelfie"],
            Document = DocumentNaming.Type,
            StartedAfterSdk = ["document", "documentSelfie", "documentVideo"],
            CaptureSdks = ["native", "capture", "onfido"],
            NeedsLocation = true,
            Options = ["location", "consents"],
            ReadFindings = OnfidoFindings.Read,
        },
        new("signicatpaper")
        {
            CapturePaths = [Upload, Hosted],
            ProcessTypes = [("document", null)],
            Document = DocumentNaming.Type,
            Options = ["redact"],
            ReadFindings = PaperFindings.Read,
        },
        new("signicatvideoid")
        {
            CapturePaths = [Sdk, Hosted],
            ProcessTypes =
            [
                ("substantial", "substantial"), ("substantialFullyAuto", "substantialFullyAuto"), ("high", "high"), ("hybrid", "hybrid"),
            ],
            CaptureSdks = ["native"],
            ReadFindings = VideoIdFindings.Read,
        },
        new("eid")
        {
            CapturePaths = [Sdk, Hosted],
            ProcessTypes = [("unattended", "unattended"), ("attended", "attended"), ("substantial", "substantial")],
            StartedAfterSdk = ["unattended"],
            ReadFindings = VideoIdFindings.Read,
        },
        new("readid")
        {
            CapturePaths = [Sdk, Hosted],
            ProcessTypes = [("ready", "ready"), ("sdk", "sdk")],
            ReadFindings = ReadIdFindings.Read,
        },
        new("webid")
        {
            CapturePaths = [Hosted],
            ProcessTypes = [("videoid", "videoid"), ("accountid", "accountid")],
            Options = ["person", "contact", "address"],
            ArchiveFollows = true,
            ReadFindings = AssureFindings.ReadAny,
        },
        new("facetec")
        {
            CapturePaths = [Sdk],
            ProcessTypes = [("selfie", null)],
            StartedAfterSdk = ["selfie"],
            StartBodies = ["facetecEnrollment", "facetecEnrollmentRequest"],
            SdkMembers = ["facetecEncryptionPublicKey", "facetecDeviceKeyIdentifier"],
            ReadFindings = FaceTecFindings.Read,
        },
    ];

    public static AssureSubProvider? Find(string alias) => All.FirstOrDefault(provider => provider.Alias == alias);

    /// <param name="otherwise">Where the process names none, or none that we know.</param>
    public static AssureSubProvider Of(AssureProcess process, AssureSubProvider otherwise) => Find(process.Provider ?? "") ?? otherwise;
}
