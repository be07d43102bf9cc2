namespace Verification.Engine.Tests.History;

/// <summary>
/// Records the scenarios that have no file yet: <c>dotnet run --project tests/Verification.Engine.Tests -- record-histories</c>.
/// </summary>
internal static class HistoryRecorder
{
    public const string Argument = "record-histories";

    public static async Task<int> RunAsync()
    {
        foreach (var (name, play) in Scenarios.All)
        {
            var file = Path.Combine(GoldenHistory.Folder, name);
            if (!File.Exists(file))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, (await play()).ToJson());
                Console.WriteLine(name);
            }
        }

        return 0;
    }
}
