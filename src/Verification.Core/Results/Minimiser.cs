using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Core.Results;

/// <summary>Turns what a provider found into what the client asked to keep, and no more.</summary>
public static class Minimiser
{
    private const int Adult = 18;

    public static VerificationResult Minimise(
        VerificationRecord record, string provider, int revision, DateTimeOffset at, ProviderResult found)
    {
        var result = new VerificationResult
        {
            VerificationId = record.Id,
            Revision = revision,
            Decision = found.Decision,
            Provider = provider,
            Simulated = record.Simulated,
            DecidedAt = at,
        };
        return record.Retention.Keep switch
        {
            KeepLevel.Decision => result,
            KeepLevel.Claims => result with
            {
                Checks = [.. found.Checks.Select(check => check with { Detail = null })],
                Claims = ClaimsOf(found, at),
            },
            _ => result with
            {
                Person = found.Person,
                Document = found.Document,
                Checks = found.Checks,
                Claims = ClaimsOf(found, at),
                Raw = found.Raw,
            },
        };
    }

    private static Claims ClaimsOf(ProviderResult found, DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        return new Claims(
            found.Decision == Decision.Accepted,
            found.Person?.DateOfBirth is { } birth ? birth <= today.AddYears(-Adult) : null,
            found.Document?.DateOfExpiry is { } expiry ? expiry >= today : null);
    }
}
