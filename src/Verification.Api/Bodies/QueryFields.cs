using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Verification.Api.Problems;

namespace Verification.Api.Bodies;

/// <summary>Reads query parameters as strictly as <see cref="JsonFields"/> reads members.</summary>
internal sealed partial class QueryFields(IQueryCollection query, FieldErrors errors)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string? Text(string name, int maxLength) => Take(name) switch
    {
        [] => null,
        [{ Length: > 0 } text] when text.Length <= maxLength => text,
        _ => Refuse<string>(name, $"Must be one text of 1 to {maxLength} characters."),
    };

    public T? Word<T>(string name)
        where T : struct, Enum => Take(name) switch
        {
            [] => null,
            [{ } text] when Words<T>.Find(text) is { } word => word,
            _ => Refuse<T?>(name, Words<T>.Refusal),
        };

    public int? Number(string name, int min, int max) => Take(name) switch
    {
        [] => null,
        [{ } text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max => number,
        _ => Refuse<int?>(name, $"Must be a number from {min} to {max}."),
    };

    /// <summary>A time of RFC 3339.</summary>
    public DateTimeOffset? Time(string name) => Take(name) switch
    {
        [] => null,
        [{ } text] when Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
        _ => Refuse<DateTimeOffset?>(name, "Must be a time of RFC 3339, such as 2026-01-31T12:00:00Z."),
    };

    public void RefuseOthers()
    {
        foreach (var name in query.Keys.Where(name => !_known.Contains(name)))
        {
            errors.Add(name, "There is no such parameter.");
        }
    }

    private StringValues Take(string name)
    {
        _known.Add(name);
        return query[name];
    }

    private T? Refuse<T>(string name, string sentence)
    {
        errors.Add(name, sentence);
        return default;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
