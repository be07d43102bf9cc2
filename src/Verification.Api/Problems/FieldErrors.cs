namespace Verification.Api.Problems;

/// <summary>Collects what is wrong with a request, field by field.</summary>
internal sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public void Add(string field, string sentence)
    {
        if (!_errors.TryGetValue(field, out var sentences))
        {
            _errors.Add(field, sentences = []);
        }

        sentences.Add(sentence);
    }

    /// <exception cref="ProblemException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new ProblemException(ProblemTypes.RequestInvalid, "See errors for each field.")
            {
                Errors = _errors.ToDictionary(error => error.Key, error => error.Value.ToArray()),
            };
        }
    }
}
