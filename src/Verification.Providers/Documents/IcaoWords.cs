namespace Verification.Providers.Documents;

/// <summary>Puts the words of documents into the forms of ICAO Doc 9303 that the common result uses.</summary>
internal static class IcaoWords
{
    public static string? Gender(string? text) => text?.ToUpperInvariant() switch
    {
        "M" or "MALE" => "M",
        "F" or "FEMALE" => "F",
        "X" or "<" or "UNSPECIFIED" => "X",
        _ => null,
    };

    // The machine-readable zone writes Germany as D (part 3, section 5); all other states have three letters.
    public static string? Country(string? text) => text?.TrimEnd('<').ToUpperInvariant() switch
    {
        "D" => "DEU",
        { Length: 3 } alpha3 when alpha3.All(char.IsAsciiLetterUpper) => alpha3,
        _ => null,
    };
}
