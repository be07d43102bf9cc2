using System.Text.Json;

namespace Verification.Providers.Documents;

/// <summary>The kinds of documents, which every provider spells in its own way.</summary>
internal static class DocumentKind
{
    private const string Passport = "passport";
    private const string PassportCard = "passportCard";
    private const string Visa = "visa";

    /// <summary>The product's word for it, as clients write it in a request; a kind that has none keeps the provider's, in camel case.</summary>
    public static string? Of(string? text) =>
        text is null ? null : string.Concat(text.Where(char.IsAsciiLetter)).ToUpperInvariant() switch
        {
            "PASSPORTCARD" => PassportCard,
            var letters when letters.Contains("PASSPORT", StringComparison.Ordinal) => Passport,
            var letters when letters.Contains("DRIV", StringComparison.Ordinal) => "driversLicense",
            var letters when letters.Contains("RESIDENCE", StringComparison.Ordinal) => "residencePermit",
            "ID" or "IDCARD" or "IDENTITYCARD" or "IDENTIFICATIONCARD"
                or "NATIONALID" or "NATIONALIDCARD" or "NATIONALIDENTITYCARD" => "identityCard",
            "VISA" => Visa,

            // The first letter of a machine-readable zone (ICAO Doc 9303 part 3).
            "P" => Passport,
            "V" => Visa,
            "A" or "C" or "I" => "identityCard",
            _ => CamelCase(text),
        };

    /// <summary>True for a card; false for documents with one page of data; null where the kind is not given.</summary>
    public static bool? IsTwoSided(string? text) => text is null ? null : Of(text) is not (Passport or Visa);

    /// <summary>From <c>HEALTH_INSURANCE_CARD</c>, <c>TaxIdentification</c> and <c>work permit</c> alike.</summary>
    private static string CamelCase(string text)
    {
        var words = text.Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.All(letter => !char.IsLower(letter)) ? word.ToLowerInvariant() : word)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        return JsonNamingPolicy.CamelCase.ConvertName(string.Concat(words));
    }
}
