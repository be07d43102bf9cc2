using System.Diagnostics;

namespace Verification.Engine.Tests;

public sealed class KillTests
{
    private const int Rounds = 5;
    private const int StartsPerRound = 300;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WhileInstancesStartAndRun_EveryAcknowledgedOneCompletes()
    {
        var directory = Directory.CreateTempSubdirectory("kill-").FullName;
        var random = new Random(1);
        HashSet<string> started = [];
        HashSet<string> signalled = [];
        for (var round = 0; round < Rounds; round++)
        {
            using var target = await StartAsync(directory);
            for (var i = 0; i < StartsPerRound; i++)
            {
                await target.StandardInput.WriteLineAsync($"start {round}-{i}");
            }

            await target.StandardInput.FlushAsync(Token);
            var acknowledged = random.Next(1, StartsPerRound + (StartsPerRound / 3));
            for (var lines = 0; lines < acknowledged && await target.StandardOutput.ReadLineAsync(Token) is { } line; lines++)
            {
                var (what, id) = (line.Split(' ')[0], line.Split(' ')[1]);
                (what == "start" ? started : signalled).Add(id);
                if (what == "start" && random.Next(2) == 0)
                {
                    await target.StandardInput.WriteLineAsync($"signal {id}");
                    await target.StandardInput.FlushAsync(Token);
                }
            }

            target.Kill();
            await target.WaitForExitAsync(Token);
        }

        using var last = await StartAsync(directory);
        foreach (var id in started)
        {
            if (!signalled.Contains(id))
            {
                await last.StandardInput.WriteLineAsync($"signal {id}");
            }

            await last.StandardInput.WriteLineAsync($"finish {id}");
        }

        last.StandardInput.Close();
        var output = await last.StandardOutput.ReadToEndAsync(Token);
        await last.WaitForExitAsync(Token);

        Assert.True(last.ExitCode == 0, await last.StandardError.ReadToEndAsync(Token));
        Assert.NotEmpty(signalled);
        var finished = output.Split('\n').Where(line => line.StartsWith("finish ", StringComparison.Ordinal)).Select(line => line[7..]);
        Assert.Equal(started.Order(), finished.Order());
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<Process> StartAsync(string directory)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, KillTarget.Argument, directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(Token));
        return process;
    }
}
