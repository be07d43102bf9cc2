using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Core.Starting;

/// <summary>A start, checked field by field.</summary>
/// <param name="BodyDigest">SHA-256 of the start body as it came: the same idempotency key with another body is refused.</param>
/// <param name="AutoSubmit">Submit images as soon as all needed ones are there, whether they came along or come later.</param>
/// <param name="PaidStartsPerDay">The client's budget; null where it has none.</param>
public sealed record StartCommand(
    string Client,
    string? IdempotencyKey,
    string BodyDigest,
    IReadOnlyList<string> Providers,
    CapturePath Capture,
    VerificationRequest Request,
    IReadOnlyList<ImageSource> Images,
    bool AutoSubmit,
    TimeSpan ExpiresAfter,
    Retention Retention,
    int? PaidStartsPerDay = null);
