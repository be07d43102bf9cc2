using System.Text.Json;
using Verification.Core.Results;
using Verification.Providers.Documents;
using Verification.Providers.Http;

namespace Verification.Providers.Incode;

/// <summary>
/// What was read from the document. Which members are there depends on document and country. Dates are milliseconds since 1970, once a
/// number and once a text; members whose names say date hold a year and are of no use.
/// </summary>
internal static class IncodeOcr
{
    public static Person? Person(JsonElement ocr)
    {
        var name = ocr.Member("name");
        var person = new Person
        {
            FirstName = name.Text("firstName") ?? name.Text("givenName") ?? name.Text("givenNameMrz"),
            LastName = LastName(name),
            DateOfBirth = Day(ocr, "birthDate"),
            Gender = IcaoWords.Gender(ocr.Text("gender")),
            Nationality = IcaoWords.Country(ocr.Text("nationality")) ?? IcaoWords.Country(ocr.Text("nationalityMrz")),
            PersonalIdentificationNumber = ocr.Text("personalNumber") ?? ocr.Text("curp"),
            PlaceOfBirth = ocr.Text("birthPlace"),
            Address = ocr.Text("address"),
        };
        return person == new Person() ? null : person;
    }

    public static IdentityDocument? Document(JsonElement ocr)
    {
        var document = new IdentityDocument
        {
            Type = DocumentKind.Of(ocr.Text("typeOfId")),
            Number = ocr.Text("documentNumber"),
            IssuingCountry = IcaoWords.Country(ocr.Text("issuingCountry")),
            DateOfIssue = Day(ocr, "issuedAt"),
            DateOfExpiry = Day(ocr, "expireAt"),
            IssuingAuthority = ocr.Text("issuingAuthority"),
        };
        return document == new IdentityDocument() ? null : document;
    }

    private static string? LastName(JsonElement name)
    {
        string?[] parts = [name.Text("paternalLastName"), name.Text("maternalLastName")];
        var last = string.Join(' ', parts.OfType<string>());
        return last.Length > 0 ? last : name.Text("lastNameMrz");
    }

    private static DateOnly? Day(JsonElement ocr, string member)
    {
        // Years 1 to 9999 in milliseconds from 1970; everything else is no date.
        const double first = -62_135_596_800_000, last = 253_402_300_799_999;
        return ocr.Quantity(member) is { } milliseconds and >= first and <= last
            ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).UtcDateTime)
            : null;
    }
}
