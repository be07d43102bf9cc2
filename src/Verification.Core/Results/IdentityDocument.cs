namespace Verification.Core.Results;

public sealed record IdentityDocument
{
    public string? Type { get; init; }

    public string? Number { get; init; }

    public string? IssuingCountry { get; init; }

    public DateOnly? DateOfIssue { get; init; }

    public DateOnly? DateOfExpiry { get; init; }

    public string? IssuingAuthority { get; init; }
}
