using System.Diagnostics;
using System.Globalization;
using Verification.Storage.Files;

namespace Verification.Storage.Tests.Files;

/// <summary>A process that writes is killed at any instruction; what it had acknowledged is there, and nothing is there in part.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(57)]
    [InlineData(204)]
    [InlineData(511)]
    public async Task Kill_WhileWriting_AcknowledgedObjectsAreThereAndAllAreWhole(int acknowledgements)
    {
        var acknowledged = await WriteAndKillAsync(acknowledgements);

        using var store = new FileObjectStore(_folder.Path);
        var found = new Dictionary<string, int>();
        await foreach (var path in store.ListAsync("", null, Cancellation))
        {
            await using var stored = await store.OpenAsync(path, Cancellation);
            var content = await new StreamReader(stored!.Content).ReadToEndAsync(Cancellation);
            found[path] = int.Parse(content.Split(' ')[0], CultureInfo.InvariantCulture);
            Assert.True(content == CrashingWriter.Content(path, found[path]), $"{path} is not whole.");
        }

        // A replacement may have happened without being acknowledged, so what is found may be newer, never older.
        Assert.All(acknowledged, write => Assert.InRange(found[write.Key], write.Value, write.Value + 1));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, ".tmp")));
    }

    public void Dispose() => _folder.Dispose();

    /// <returns>The last acknowledged number of each path.</returns>
    private async Task<Dictionary<string, int>> WriteAndKillAsync(int acknowledgements)
    {
        var program = Path.ChangeExtension(typeof(CrashTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(program, ["write-until-killed", _folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var writer = Process.Start(start)!;
        var acknowledged = new Dictionary<string, int>();
        for (var line = 0; await writer.StandardOutput.ReadLineAsync(Cancellation) is { } text; line++)
        {
            if (line == acknowledgements)
            {
                writer.Kill();
            }

            if (text.Split(' ') is [var path, var number])
            {
                acknowledged[path] = int.Parse(number, CultureInfo.InvariantCulture);
            }
        }

        await writer.WaitForExitAsync(Cancellation);
        Assert.True(acknowledged.Count > 0);
        return acknowledged;
    }
}
