namespace Verification.Core.Images;

public enum ImageKind
{
    Front,
    Back,
    Selfie,
}
