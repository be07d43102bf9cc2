using System.CommandLine;
using System.CommandLine.Parsing;

namespace Verification.Local.Commands;

/// <summary>Says what is wrong with the arguments, and what would be right.</summary>
internal static class Usage
{
    public static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0)
        {
            var unknown = parsed.UnmatchedTokens is [var first, ..] ? $"There is no command '{first}'." : "A command is missing.";
            return $"{unknown} {Takes(command)}";
        }

        // What an option's own parser found wrong says by itself what would be right.
        var wrong = string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct());
        return parsed.Errors.Any(error => error.SymbolResult is CommandResult || error.SymbolResult?.Tokens.Count == 0)
            ? $"{wrong} {Takes(command)}"
            : wrong;
    }

    private static string Takes(Command command)
    {
        string[] subcommands = [.. command.Subcommands.Select(subcommand => subcommand.Name)];
        if (subcommands.Length > 0)
        {
            var whose = command is RootCommand ? "The commands are" : $"The commands of '{command.Name}' are";
            return $"{whose} {List(subcommands)}.";
        }

        string[] parts =
        [
            .. command.Arguments.Select(argument => argument.HelpName ?? argument.Name),
            .. command.Options.Where(option => !option.Hidden).Select(Synopsis),
        ];
        return $"'{command.Name}' takes {List(parts)}.";
    }

    private static string Synopsis(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static string List(string[] words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
