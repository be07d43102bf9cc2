using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Verification.Api.Problems;

namespace Verification.Api.Bodies;

/// <summary>Reads query parameters as strictly as <see cref="JsonFields"/> reads members.</summary>
internal sealed partial class QueryFields(IQueryCollection query, FieldErrors errors)
{
    private const int LongestWord = 64;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string? Text(string name, int maxLength)
    {
        _known.Add(name);
        var values = query[name];
        return values.Count == 0 ? null
            : values is [{ Length: > 0 } text] && text.Length <= maxLength ? text
            : Refuse<string>(name, $"Must be one text of 1 to {maxLength} characters.");
    }

    public T? Word<T>(string name)
        where T : struct, Enum => Text(name, LongestWord) is not { } text ? null
        : Words<T>.Find(text) ?? Refuse<T?>(name, Words<T>.Refusal);

    public int? Number(string name, int min, int max) =>
        Text(name, LongestWord) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : Refuse<int?>(name, $"Must be a number from {min} to {max}.");

    /// <summary>A time of RFC 3339.</summary>
    public DateTimeOffset? Time(string name) =>
        Text(name, LongestWord) is not { } text ? null
        : Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : Refuse<DateTimeOffset?>(name, "Must be a time of RFC 3339, such as 2026-01-31T12:00:00Z.");

    public void RefuseOthers()
    {
        foreach (var name in query.Keys.Where(name => !_known.Contains(name)))
        {
            errors.Add(name, "There is no such parameter.");
        }
    }

    private T? Refuse<T>(string name, string sentence)
    {
        errors.Add(name, sentence);
        return default;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
