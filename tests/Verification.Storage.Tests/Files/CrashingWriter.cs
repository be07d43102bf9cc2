using System.Globalization;
using System.Text;
using Verification.Storage.Files;

namespace Verification.Storage.Tests.Files;

/// <summary>Creates and replaces objects without end and says after each what is now written.</summary>
internal static class CrashingWriter
{
    private const int Writers = 4;

    public static string Content(string path, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {path} {new string('x', number % 7 * 30_000)}");

    /// <summary>Ends by itself only when the test does, whose death closes the standard input.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        using var store = new FileObjectStore(folder);
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, writer)));
        await await Task.WhenAny([.. writing, Console.In.ReadToEndAsync()]);
        return 0;
    }

    private static async Task WriteAsync(FileObjectStore store, int writer)
    {
        for (var number = 0; ; number++)
        {
            var created = $"created/{writer}/{number}";
            await store.TryCreateAsync(created, Text(Content(created, number)), CancellationToken.None);
            Say(created, number);
            var replaced = $"replaced/{writer}";
            await store.PutAsync(replaced, Text(Content(replaced, number)), CancellationToken.None);
            Say(replaced, number);
        }
    }

    private static void Say(string path, int number) => Console.WriteLine($"{path} {number}");

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
