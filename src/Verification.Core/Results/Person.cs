namespace Verification.Core.Results;

/// <summary>The person as the document states it. Dates are calendar dates, countries ISO 3166-1 alpha-3.</summary>
public sealed record Person
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    /// <summary><c>M</c>, <c>F</c> or <c>X</c>, as in ICAO Doc 9303.</summary>
    public string? Gender { get; init; }

    public string? Nationality { get; init; }

    public string? PersonalIdentificationNumber { get; init; }

    public string? PlaceOfBirth { get; init; }

    public string? Address { get; init; }
}
