namespace Verification.Local.Commands;

/// <summary>A command cannot go on; the message is one sentence for the person at the console.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Failed, Exception? innerException = null)
    : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
