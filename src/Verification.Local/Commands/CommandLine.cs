using System.CommandLine;
using System.CommandLine.Invocation;
using Verification.Hosting;

namespace Verification.Local.Commands;

/// <summary>The command line: which commands there are, and how what goes wrong becomes a sentence and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var parsed = Build().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            await error.WriteLineAsync(Usage.Explain(parsed));
            return ExitCode.BadArguments;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,

                // The hosts stop gracefully by themselves, and need longer for it.
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception)
        {
            var known = Explain(exception);
            await error.WriteLineAsync(known?.Message ?? $"This is a mistake in the program: {exception}");
            return known?.ExitCode ?? ExitCode.Failed;
        }
    }

    private static RootCommand Build() => new("Identity verifications through one durable HTTP API, in one process on this machine.")
    {
        DemoCommand.Create(),
        ServeCommand.Create(),
        SimulatorsCommand.Create(),
        KeysCommand.Create(),
        VerifyTimelineCommand.Create(),
    };

    private static CommandException? Explain(Exception exception) => exception switch
    {
        CommandException known => known,
        OperationCanceledException => new CommandException("Stopped before it was done."),
        _ when HostFailure.Of(exception) is { } failure =>
            new CommandException(string.Join(' ', failure.Lines), failure.InSettings ? ExitCode.BadArguments : ExitCode.Failed),
        AggregateException { InnerExceptions: [var inner, ..] } => Explain(inner),
        _ => null,
    };
}
