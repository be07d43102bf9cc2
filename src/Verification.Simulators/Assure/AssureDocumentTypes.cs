using System.Globalization;
using System.Text.Json;

namespace Verification.Simulators.Assure;

internal sealed record AssureDocumentType(int Id, string Country, string CountryName, string Type, string? SubType = null)
{
    /// <summary>Passports and visas have one side with data, cards have two.</summary>
    internal bool TwoSided => Type is not ("Passport" or "Visa");
}

/// <summary>The documents that the simulated account may verify, and how a request names them.</summary>
internal static class AssureDocumentTypes
{
    private static readonly string[] OneSided = ["passport", "visa"];

    private static readonly string[] TypeNames =
    [
        .. OneSided, "driversLicense", "identityCard", "residencePermit", "workPermit", "voterId", "postalIdCard",
        "professionalQualificationCard", "socialSecurity", "panCard", "passportCard", "stateId", "asylumRegistrationCard",
        "nationalHealthInsuranceCard", "aadharCard",
    ];

    public static IReadOnlyList<AssureDocumentType> All { get; } =
    [
        new(12, "AUT", "Austria", "Passport", "2006"),
        new(14, "AUT", "Austria", "ID card", "2021"),
        new(21, "BEL", "Belgium", "Passport", "2022"),
        new(23, "BEL", "Belgium", "ID card", "2020"),
        new(41, "DEU", "Germany", "Passport", "2017"),
        new(43, "DEU", "Germany", "ID card", "2021"),
        new(44, "DEU", "Germany", "Driver license", "2013"),
        new(47, "DNK", "Denmark", "Passport", "2021"),
        new(48, "DNK", "Denmark", "Driver license", "2013"),
        new(61, "ESP", "Spain", "Passport", "2015"),
        new(62, "ESP", "Spain", "ID card"),
        new(70, "FIN", "Finland", "Passport", "2023"),
        new(71, "FIN", "Finland", "ID card", "2023"),
        new(76, "FRA", "France", "Passport", "2013"),
        new(78, "FRA", "France", "ID card", "2021"),
        new(84, "GBR", "United Kingdom", "Passport", "2020"),
        new(86, "GBR", "United Kingdom", "Driver license", "2021"),
        new(101, "ITA", "Italy", "Passport", "2010"),
        new(103, "ITA", "Italy", "ID card", "2022"),
        new(136, "NLD", "Netherlands", "ID card", "2021"),
        new(137, "NLD", "Netherlands", "Passport", "2021"),
        new(138, "NLD", "Netherlands", "Driver license", "2014"),
        new(139, "NLD", "Netherlands", "Residence permit", "2020"),
        new(142, "NOR", "Norway", "Passport", "2020"),
        new(143, "NOR", "Norway", "ID card", "2020"),
        new(188, "SWE", "Sweden", "Passport", "2022"),
        new(189, "SWE", "Sweden", "ID card", "2022"),
        new(203, "UTO", "Utopia", "Passport"),
        new(204, "UTO", "Utopia", "ID card"),
        new(210, "USA", "United States", "Passport", "2021"),
    ];

    public static IReadOnlyList<AssureDocumentType> For(AssureProduct product) =>
        product.Alias is "readid" or "webid" or "facetec" ? [] : All;

    /// <exception cref="AssureProblem">The document is not named as this provider wants it, or is unknown.</exception>
    public static void Check(AssureProduct product, CreateProcessRequest request, bool capture)
    {
        if (request.DocumentType is { } type && !TypeNames.Contains(type))
        {
            throw AssureProblem.Client(400, $"Field documentType cannot be {type}.");
        }

        var id = ReadId(request.DocumentId);
        if (id is not null && All.All(document => document.Id != id))
        {
            throw AssureProblem.Client(400, "Field documentId names no document type.");
        }

        // In a capture flow the person may choose the document.
        if (!capture && product.Document == DocumentNaming.ById && id is null)
        {
            throw AssureProblem.Required("documentId");
        }
    }

    public static bool IsTwoSided(AssureProduct product, CreateProcessRequest request) =>
        product.Document switch
        {
            DocumentNaming.ById when ReadId(request.DocumentId) is { } id => All.First(document => document.Id == id).TwoSided,
            DocumentNaming.ByType => request.DocumentType is { } type && !OneSided.Contains(type),
            _ => false,
        };

    private static int? ReadId(JsonElement? id) => id switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text
            when int.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw AssureProblem.Client(400, "Field documentId must be an integer."),
    };
}
