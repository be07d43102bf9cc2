using System.Text.Json;
using Verification.Api.Problems;

namespace Verification.Api.Bodies;

/// <summary>
/// Reads the members of a JSON object strictly: each by name, with its limits. What is wrong is collected by field, all of it at once,
/// and a member that nobody asked for is refused by its name. A member that is null counts as absent.
/// </summary>
internal sealed class JsonFields
{
    private const int LongestUrl = 2048;

    private readonly FieldErrors _errors;
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    public JsonFields(JsonElement element, string path, FieldErrors errors)
    {
        (_errors, _path) = (errors, path);
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path.Length > 0 ? path : "$", "Must be a JSON object.");
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            _members.Add(member.Name, member.Value);
        }
    }

    public bool Has(string name) => _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text of 1 to <paramref name="maxLength"/> characters without control characters.</summary>
    public string? Text(string name, int maxLength)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (TryGetText(value, out var text) && text.Length > 0 && text.Length <= maxLength && !text.Any(char.IsControl))
        {
            return text;
        }

        return Refuse<string>(name, $"Must be a text of 1 to {maxLength} characters without control characters.");
    }

    /// <summary>A list of 1 to <paramref name="maxCount"/> different texts.</summary>
    public IReadOnlyList<string>? Texts(string name, int maxCount, int maxLength)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        var texts = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= maxCount
            ? value.EnumerateArray().Select(item => TryGetText(item, out var text) ? text : "").ToArray()
            : [];
        return texts.Length > 0 && texts.All(text => text.Length > 0 && text.Length <= maxLength) && texts.Distinct().Count() == texts.Length
            ? texts
            : Refuse<string[]>(name, $"Must be a list of 1 to {maxCount} different texts of at most {maxLength} characters.");
    }

    /// <summary>One of the words of an enumeration, in camelCase.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum => Take(name) is not { } value ? null
        : TryGetText(value, out var text) && Words<T>.Find(text) is { } word ? word
        : Refuse<T?>(name, Words<T>.Refusal);

    public bool? Flag(string name) => Take(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Refuse<bool?>(name, "Must be true or false."),
    };

    /// <summary>An ISO 8601 duration within limits.</summary>
    public TimeSpan? Duration(string name, TimeSpan min, TimeSpan max) => Take(name) is not { } value ? null
        : TryGetText(value, out var text) && Iso8601Duration.TryParse(text, out var duration) && duration >= min && duration <= max ? duration
        : Refuse<TimeSpan?>(name, $"Must be an ISO 8601 duration of {Iso8601Duration.Format(min)} to {Iso8601Duration.Format(max)}, without years and months.");

    /// <summary>An absolute https URL; http only for this machine itself.</summary>
    public Uri? Url(string name) => Text(name, LongestUrl) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) ? url
        : Refuse<Uri>(name, "Must be an absolute https URL without user name.");

    public JsonFields? Object(string name) => Take(name) is { } value ? new JsonFields(value, PathOf(name), _errors) : null;

    /// <summary>The member as it stands, or null when it is absent.</summary>
    public JsonElement? Take(string name) =>
        _members.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public void Refuse(string name, string sentence) => _errors.Add(PathOf(name), sentence);

    /// <summary>Refuses the members that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var name in _members.Keys)
        {
            Refuse(name, "There is no such field.");
        }
    }

    private T? Refuse<T>(string name, string sentence)
    {
        Refuse(name, sentence);
        return default;
    }

    private string PathOf(string name) => _path.Length > 0 ? $"{_path}.{name}" : name;

    private static bool TryGetText(JsonElement value, out string text)
    {
        text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return value.ValueKind == JsonValueKind.String;
    }
}
