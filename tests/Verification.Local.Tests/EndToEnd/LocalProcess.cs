using System.Diagnostics;
using System.Threading.Channels;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>The command line in a process of its own, which can be killed.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();

    private LocalProcess(string[] args, params IEnumerable<(string Name, string Value)> settings)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Verification.Local.dll"), .. args])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in settings)
        {
            _process.StartInfo.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            Errors.Enqueue(line.Data ?? "");
            Lines.Enqueue(line.Data ?? "");
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public System.Collections.Concurrent.ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>All that it printed.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = new();

    public static LocalProcess Start(params string[] args) => new(args);

    /// <summary>With settings in its environment.</summary>
    public static LocalProcess StartWith(IEnumerable<(string Name, string Value)> settings, params string[] args) => new(args, settings);

    public static LocalProcess StartTalkative(params string[] args) =>
        new(args, ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Verification", "Trace"));

    /// <summary>The next line that begins with this word, without the word.</summary>
    public async Task<string> ReadAsync(string word, CancellationToken cancellationToken)
    {
        await foreach (var line in _output.Reader.ReadAllAsync(cancellationToken))
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line[word.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"The process ended without a line '{word}': {string.Join('\n', Errors)}");
    }

    /// <summary>SIGKILL: nothing in the process gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop. As Ctrl+C does, but a shell that runs in the background hands on SIGINT as ignored.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        Lines.Enqueue(line ?? "");
        if (line is null)
        {
            _output.Writer.TryComplete();
        }
        else
        {
            _output.Writer.TryWrite(line);
        }
    }
}
