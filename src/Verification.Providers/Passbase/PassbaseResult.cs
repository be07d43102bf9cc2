using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Verifications;
using Verification.Providers.Documents;
using Verification.Providers.Http;

namespace Verification.Providers.Passbase;

/// <summary>
/// Puts an identity into the common form. What of it is kept is decided later by the verification's retention; Passbase's guides advise
/// to keep a boolean.
/// </summary>
internal static class PassbaseResult
{
    /// <summary>Resources that show the person and not a document.</summary>
    private static readonly string[] NotDocuments = ["SELFIE_VIDEO", "FACE_VIDEO", "EMAIL", "PROOF_OF_ADDRESS"];

    public static ProviderResult Read(PassbaseIdentity identity, IReadOnlyList<PassbaseResource> resources, Decision decision)
    {
        var shown = identity.Json.Member("resources").Items().ToList();
        var datapoints = shown.Select(resource => resource.Member("datapoints")).ToList();
        Check[] checks = [.. resources.Select(ReadCheck), .. Watchlist(identity.Json.Member("watchlist"))];
        return new ProviderResult(
            decision,
            decision is Decision.Accepted ? [] : Reasons(checks),
            ReadPerson(identity.Json.Member("owner"), datapoints),
            ReadDocument(shown),
            checks,
            JsonNode.Parse(identity.Json.GetRawText()));
    }

    /// <summary><c>processed</c> says only that it was looked at, not what came of it.</summary>
    private static Check ReadCheck(PassbaseResource resource) => new(resource.Type, resource.Status switch
    {
        "verified" => CheckOutcome.Passed,
        "unverified" => CheckOutcome.Failed,
        _ => CheckOutcome.NotDone,
    });

    /// <summary>A finding in a watchlist and the decision are two things: an approved person may have one.</summary>
    private static IEnumerable<Check> Watchlist(JsonElement watchlist)
    {
        if (watchlist.Flag("clean") is { } clean)
        {
            var types = string.Join(", ", watchlist.Member("types").Items().Select(type => type.AsText()).OfType<string>());
            yield return new Check("watchlist", clean ? CheckOutcome.Passed : CheckOutcome.Failed, types.Length > 0 ? types : null);
        }
    }

    private static List<Code> Reasons(Check[] checks) =>
    [
        .. from check in checks
           where check.Outcome is CheckOutcome.Failed
           select Code.TryParse($"check.{check.Name}", null, out var code) ? code : "check.failed",
    ];

    private static Person? ReadPerson(JsonElement owner, List<JsonElement> datapoints)
    {
        var person = new Person
        {
            FirstName = Text(datapoints, "first_names") ?? owner.Text("first_name"),
            LastName = Text(datapoints, "last_name") ?? owner.Text("last_name"),
            DateOfBirth = Date(datapoints, "date_of_birth"),
            Gender = IcaoWords.Gender(Text(datapoints, "sex")),
            Nationality = IcaoWords.Country(Text(datapoints, "nationality")),
            PlaceOfBirth = Text(datapoints, "place_of_birth"),
            Address = Text(datapoints, "address"),
        };
        return person == new Person() ? null : person;
    }

    private static IdentityDocument? ReadDocument(List<JsonElement> shown)
    {
        var resource = shown.Find(resource => resource.Text("type") is { } type && !NotDocuments.Contains(type, StringComparer.Ordinal));
        List<JsonElement> datapoints = [resource.Member("datapoints")];
        var document = new IdentityDocument
        {
            Type = DocumentKind.Of(resource.Text("type")),
            Number = Text(datapoints, "document_number"),
            IssuingCountry = IcaoWords.Country(Text(datapoints, "document_origin_country")),
            DateOfIssue = Date(datapoints, "date_of_issue"),
            DateOfExpiry = Date(datapoints, "date_of_expiry"),
            IssuingAuthority = Text(datapoints, "authority"),
        };
        return document == new IdentityDocument() ? null : document;
    }

    private static string? Text(List<JsonElement> datapoints, string name) =>
        datapoints.Select(points => points.Text(name)).FirstOrDefault(text => text is not null);

    private static DateOnly? Date(List<JsonElement> datapoints, string name) =>
        datapoints.Select(points => points.Date(name)).FirstOrDefault(date => date is not null);
}
