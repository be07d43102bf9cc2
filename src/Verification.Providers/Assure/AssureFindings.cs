using System.Text.Json;
using Verification.Core.Results;
using Verification.Providers.Http;

namespace Verification.Providers.Assure;

/// <summary>What <c>providerSpecific</c> holds, in the form that all normalisers share.</summary>
/// <param name="Sources">Flat objects with members of person and document, best first; read where <c>finalResult</c> has nothing.</param>
internal sealed record AssureFindings(IReadOnlyList<JsonElement> Sources, IReadOnlyList<Check> Checks)
{
    private const int MaxDepth = 8;

    /// <summary>For shapes that are not documented: every named verdict in it is a check.</summary>
    public static AssureFindings ReadAny(JsonElement specific) => new([specific], [.. Verdicts(specific)]);

    /// <summary>Objects with a <c>passed</c> member, wherever they are, by the name of the member that holds them.</summary>
    public static IEnumerable<Check> Verdicts(JsonElement json, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            yield break;
        }

        foreach (var member in json.Members())
        {
            if (member.Value.Flag("passed") is { } passed)
            {
                yield return new Check(member.Name, Outcome(passed), member.Value.Text("name"));
                continue;
            }

            foreach (var check in Verdicts(member.Value, depth + 1))
            {
                yield return check;
            }
        }
    }

    /// <summary>
    /// The list of errors that comes with a rejection: documented for Paper, seen for Onfido, its form nowhere. An entry is a word, or an
    /// object with one.
    /// </summary>
    public static IEnumerable<Check> Errors(JsonElement specific) =>
        from error in specific.Member("errors").Items()
        let name = error.AsText() ?? error.Text("code") ?? error.Text("type")
        where name is not null
        select new Check(name, CheckOutcome.Failed, error.Text("message"));

    public static CheckOutcome Outcome(bool? passed) => passed switch
    {
        true => CheckOutcome.Passed,
        false => CheckOutcome.Failed,
        null => CheckOutcome.NotDone,
    };
}
