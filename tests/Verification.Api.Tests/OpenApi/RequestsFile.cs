using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verification.Testing;

namespace Verification.Api.Tests.OpenApi;

/// <summary>Reads <c>requests.http</c> as the REST clients of the editors do.</summary>
internal sealed partial class RequestsFile(IDictionary<string, string> variables)
{
    private readonly Dictionary<string, JsonNode> _answers = [];

    public static IReadOnlyList<string> Blocks { get; } =
        [.. Regex.Split(File.ReadAllText(Repository.PathTo("requests.http")), "^###", RegexOptions.Multiline).Skip(1)];

    public static (int Status, bool InTime) ExpectationOf(string block)
    {
        var match = Expectation().Match(block);
        return (int.Parse(match.Groups[1].Value, null), match.Groups[2].Success);
    }

    public void Remember(string block, JsonNode answer)
    {
        if (Name().Match(block) is { Success: true } name)
        {
            _answers[name.Groups[1].Value] = answer;
        }
    }

    public HttpRequestMessage RequestOf(string block)
    {
        var lines = block.Split('\n').Skip(1).SkipWhile(line => line.StartsWith('#')).ToList();
        var first = Fill(lines[0]).Split(' ', 2);
        var request = new HttpRequestMessage(new HttpMethod(first[0]), first[1]);
        var headers = lines.Skip(1).TakeWhile(line => line.Length > 0).Select(line => Fill(line).Split(": ", 2)).ToList();
        var body = string.Join('\n', lines.Skip(headers.Count + 2)).Trim();
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.StartsWith("< ", StringComparison.Ordinal)
                ? File.ReadAllBytes(Repository.PathTo(body[2..]))
                : Encoding.UTF8.GetBytes(Fill(body)));
        }

        foreach (var header in headers)
        {
            _ = request.Headers.TryAddWithoutValidation(header[0], header[1])
                || request.Content!.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return request;
    }

    private string Fill(string text) => Variable().Replace(text, match => match.Groups[1].Value switch
    {
        "$guid" => "fixed",
        var name when name.Split(".response.body.$.") is [var request, var member] => (string)_answers[request][member]!,
        var name => variables[name],
    });

    [GeneratedRegex(@"^# expect (\d{3})( in time)?$", RegexOptions.Multiline)]
    private static partial Regex Expectation();

    [GeneratedRegex("^# @name (.+)$", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Variable();
}
