using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Verifications;
using Verification.Providers.Documents;
using Verification.Providers.Http;

namespace Verification.Providers.Assure;

/// <summary>
/// Puts a finished process into the common form: <c>finalResult</c> first, which Assure has normalised already but gives only for
/// accepted processes, then what the provider itself says.
/// </summary>
internal static class AssureResult
{
    private static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <param name="processes">One, or two of a capture with two providers; both are of the same person.</param>
    public static ProviderResult Read(IReadOnlyList<AssureProcess> processes, Decision decision, AssureSubProvider provider)
    {
        var findings = processes.Select(process => Findings(process, provider)).ToList();
        JsonElement[] sources =
        [
            .. processes.Select(process => process.Json.Member("finalResult")),
            .. findings.SelectMany(found => found.Sources),
        ];
        Check[] checks = [.. findings.SelectMany(found => found.Checks)];
        return new ProviderResult(
            decision,
            decision is Decision.Accepted ? [] : Reasons(checks),
            Person(sources),
            Document(sources),
            checks,
            processes is [var only] ? Raw(only) : new JsonArray([.. processes.Select(Raw)]));
    }

    private static AssureFindings Findings(AssureProcess process, AssureSubProvider provider) =>
        AssureSubProviders.Of(process, provider).ReadFindings(process.Json.Member("providerSpecific"));

    private static JsonNode? Raw(AssureProcess process) => JsonNode.Parse(process.Json.GetRawText());

    private static List<Code> Reasons(Check[] checks) =>
    [
        .. from check in checks
           where check.Outcome is CheckOutcome.Failed && check.Name.Length <= 100 && !check.Name.AsSpan().ContainsAnyExcept(CodeCharacters)
           select new Code($"check.{check.Name}"),
    ];

    private static Person? Person(JsonElement[] sources)
    {
        var person = new Person
        {
            FirstName = Text(sources, "firstName"),
            LastName = Text(sources, "lastName"),
            DateOfBirth = Date(sources, "dateOfBirth"),
            Gender = IcaoWords.Gender(Text(sources, "gender")),
            Nationality = IcaoWords.Country(Text(sources, "nationality")),
            PersonalIdentificationNumber =
                Text(sources, "personalIdentificationNumber") ?? Text(sources, "personalNumber"),
            PlaceOfBirth = Text(sources, "placeOfBirth"),
            Address = Text(sources, "address"),
        };
        return person == new Person() ? null : person;
    }

    private static IdentityDocument? Document(JsonElement[] sources)
    {
        var document = new IdentityDocument
        {
            Type = DocumentKind.Of(Text(sources, "documentType")),
            Number = Text(sources, "documentNumber"),
            IssuingCountry = IcaoWords.Country(Text(sources, "issuingCountry")),
            DateOfIssue = Date(sources, "dateOfIssue"),
            DateOfExpiry = Date(sources, "dateOfExpiry"),
            IssuingAuthority = Text(sources, "issuingAuthority"),
        };
        return document == new IdentityDocument() ? null : document;
    }

    private static string? Text(JsonElement[] sources, string name) =>
        sources.Select(source => source.Text(name)).FirstOrDefault(text => text is not null);

    private static DateOnly? Date(JsonElement[] sources, string name) =>
        sources.Select(source => source.Date(name)).FirstOrDefault(date => date is not null);
}
