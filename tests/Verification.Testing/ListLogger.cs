using Microsoft.Extensions.Logging;

namespace Verification.Testing;

/// <summary>Writes every message of every category, whatever its level, into a list: what it says, and the whole of an exception.</summary>
public sealed class ListLogger(List<string> lines) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        lock (lines)
        {
            lines.Add($"{logLevel}: {formatter(state, exception)}{exception}");
        }
    }

    public void Dispose()
    {
    }
}
