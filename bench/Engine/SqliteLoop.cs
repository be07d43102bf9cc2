using System.Diagnostics;
using Verification.Engine.Storage;

namespace Verification.Benchmarks.Engine;

/// <summary>What SQLite alone does here with the engine's settings: one row a commit, and rows in groups.</summary>
internal static class SqliteLoop
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    public static void Run()
    {
        var directory = Directory.CreateTempSubdirectory("sqlite-bench-").FullName;
        using (var connection = new SqliteConnection(Path.Combine(directory, "plain.db")))
        {
            connection.Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            connection.Execute("CREATE TABLE rows (key INTEGER PRIMARY KEY, text TEXT)");
            Console.WriteLine($"{Rate(connection, rows: 1),12:N0} commits/s of one row (plain SQLite, synchronous=FULL)");
            Console.WriteLine($"{Rate(connection, rows: 500),12:N0} rows/s in commits of 500");
        }

        Directory.Delete(directory, recursive: true);
    }

    private static double Rate(SqliteConnection connection, int rows)
    {
        var text = new string('x', 150);
        using var insert = connection.Prepare("INSERT INTO rows (text) VALUES (?)");
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < Length)
        {
            connection.Transact(() =>
            {
                for (var i = 0; i < rows; i++)
                {
                    insert.Bind(text).Run();
                }
            });
            count += rows;
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
