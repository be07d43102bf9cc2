namespace Verification.Api.Problems;

/// <summary>Collects what is wrong with a request, field by field.</summary>
internal sealed class FieldErrors
{
    /// <summary>An answer that is larger than its request helps nobody.</summary>
    private const int MaxFields = 100;

    private const int LongestFieldShown = 128;

    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    /// <summary>The answer where one field is wrong and nothing more is looked at.</summary>
    public static ProblemException Refusal(string field, string sentence) => Refusal(new() { [field] = [sentence] });

    public void Add(string field, string sentence)
    {
        field = field.Length <= LongestFieldShown ? field : field[..LongestFieldShown];
        if (!_errors.TryGetValue(field, out var sentences))
        {
            if (_errors.Count == MaxFields)
            {
                return;
            }

            _errors.Add(field, sentences = []);
        }

        sentences.Add(sentence);
    }

    /// <exception cref="ProblemException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw Refusal(_errors.ToDictionary(error => error.Key, error => error.Value.ToArray()));
        }
    }

    private static ProblemException Refusal(Dictionary<string, string[]> errors) =>
        new(ProblemTypes.RequestInvalid, "See errors for each field.") { Errors = errors };
}
