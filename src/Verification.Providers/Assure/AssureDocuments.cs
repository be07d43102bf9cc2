namespace Verification.Providers.Assure;

/// <summary>The kinds of documents, whose spelling differs between Assure's providers.</summary>
internal static class AssureDocuments
{
    /// <summary>Documents with one page of data; all others are cards with two sides.</summary>
    private static readonly string[] OneSided = ["passport", "visa"];

    /// <summary>True, false, or null where the type is not given.</summary>
    public static bool? IsTwoSided(string? type) =>
        type is null ? null : !OneSided.Contains(type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Compares by what the words mean: <c>identityCard</c> is <c>ID card</c>.</summary>
    public static bool IsSameType(string theirs, string? ours) => ours is not null && Meaning(theirs) == Meaning(ours);

    private static string Meaning(string type)
    {
        var letters = string.Concat(type.Where(char.IsAsciiLetter)).ToUpperInvariant();
        return letters switch
        {
            "PASSPORTCARD" => letters,
            _ when letters.Contains("PASSPORT", StringComparison.Ordinal) => "PASSPORT",
            _ when letters.Contains("DRIV", StringComparison.Ordinal) => "DRIVERSLICENSE",
            _ when letters.Contains("RESIDENCE", StringComparison.Ordinal) => "RESIDENCEPERMIT",
            "ID" or "IDCARD" or "IDENTITYCARD" or "NATIONALIDENTITYCARD" or "NATIONALID" or "NATIONALIDCARD" => "IDENTITYCARD",
            _ => letters,
        };
    }
}
