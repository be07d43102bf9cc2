namespace Verification.Core.Verifications;

/// <summary>Who takes the pictures: the client uploads them, the provider's SDK does, or a page hosted by the provider.</summary>
public enum CapturePath
{
    Upload,
    Sdk,
    Hosted,
}
