using System.CommandLine;
using Verification.Api.Clients;

namespace Verification.Local.Commands;

/// <summary><c>keys new</c>: makes an API key. The key is shown once and kept nowhere; the service knows its digest.</summary>
internal static class KeysCommand
{
    private static readonly Scopes[] Known = [Scopes.Read, Scopes.Write, Scopes.Results, Scopes.Erase, Scopes.Operator];

    public static Command Create()
    {
        var client = new Option<string>("--client") { HelpName = "NAME", Required = true, Description = "Whose key it is, for example web-shop." };
        client.Validators.Add(result =>
        {
            if (result.Tokens is [var name] && !ClientOptions.IsName(name.Value))
            {
                result.AddError($"A client's name is 1 to 64 of a-z, 0-9 and dash, not '{name.Value}'.");
            }
        });
        var scopes = new Option<Scopes[]>("--scopes")
        {
            HelpName = "SCOPE...",
            Description = "What it allows: read, write, results, erase, operator. Without it everything but operator.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result =>
            {
                var words = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray();
                if (words.FirstOrDefault(word => !Known.Any(scope => Word(scope) == word)) is { } unknown)
                {
                    result.AddError(
                        $"There is no scope '{unknown}'; the scopes are {string.Join(", ", Known[..^1].Select(Word))} and {Word(Known[^1])}.");
                }

                return [.. Known.Where(scope => words.Contains(Word(scope)))];
            },
        };

        var command = new Command("new", "Make an API key for a client and show it once.") { client, scopes };
        command.SetAction(parsed => Print(
            parsed.GetRequiredValue(client), parsed.GetValue(scopes) ?? [], parsed.InvocationConfiguration.Output));
        return new Command("keys", "API keys of clients.") { command };
    }

    private static void Print(string client, Scopes[] scopes, TextWriter output)
    {
        var key = ApiKey.New();
        output.WriteLine($"key     {key.Value}");
        output.WriteLine($"digest  {key.Digest}");
        output.WriteLine();
        output.WriteLine("The key is shown only now; give it to the client. The service gets the digest, as settings");
        output.WriteLine($"({(scopes.Length > 0 ? "scopes are those of all keys of the client; " : "")}Keys:1 beside a key that stays live):");
        output.WriteLine($"  {ClientOptions.Section}:{client}:Keys:0 = {key.Digest}");
        foreach (var (index, scope) in scopes.Index())
        {
            output.WriteLine($"  {ClientOptions.Section}:{client}:Scopes:{index} = {Word(scope)}");
        }
    }

    private static string Word(Scopes scope) => scope.ToString().ToLowerInvariant();
}
