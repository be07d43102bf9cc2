using Verification.Core.Storage;
using Verification.Core.Workflows;
using Verification.Engine.Storage;

namespace Verification.Engine.Tests.Storage;

public sealed class EngineDatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("database-").FullName;

    private string FilePath => Path.Combine(_directory, EngineDatabase.FileName);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Status_AsStored_NeverChangesItsNumber() =>
        Assert.Equal(
            ["0 Running", "1 Suspended", "2 Completed", "3 Failed", "4 Terminated"],
            Enum.GetValues<WorkflowRuntimeStatus>().Select(status => $"{status:D} {status}"));

    [Fact]
    public void Open_WrittenByANewerVersion_SaysSoAndLeavesItAlone()
    {
        new EngineDatabase(_directory).Dispose();
        using (var connection = new SqliteConnection(FilePath))
        {
            connection.Execute("PRAGMA user_version = 2");
        }

        var exception = Assert.Throws<StoreException>(() => new EngineDatabase(_directory));

        Assert.Equal(
            $"The engine's file {FilePath} was written by a newer version of this program "
            + "(format 2, this one knows 1); start that version again.",
            exception.Message);
    }

    [Fact]
    public void Open_NotADatabase_SaysSo()
    {
        File.WriteAllText(FilePath, new string('x', 8_192));

        var exception = Assert.Throws<StoreException>(() => new EngineDatabase(_directory));

        Assert.Equal($"The engine's file {FilePath} cannot be used: it is not a database; restore it from a backup.", exception.Message);
    }

    [Fact]
    public async Task Open_DamagedPage_SaysSo()
    {
        await using var engine = await new TestEngine().Workflow("wait", context => context.WaitForSignalAsync()).StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 500)
            .Select(number => engine.Client.StartAsync("wait", $"i{number}", TestContext.Current.CancellationToken)));
        await engine.StopAsync();
        var path = Path.Combine(engine.Directory, EngineDatabase.FileName);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 2, 4_096);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<StoreException>(() => engine.StartAsync());

        Assert.Contains("damaged; restore it from a backup", exception.Message, StringComparison.Ordinal);
        Assert.Equal(bytes.Length, new FileInfo(path).Length);
    }

    [Fact]
    public void Open_LockedByAnotherProgram_SaysSo()
    {
        new EngineDatabase(_directory).Dispose();
        using var other = new SqliteConnection(FilePath);
        other.Execute("BEGIN IMMEDIATE");

        var exception = Assert.Throws<StoreException>(() => new EngineDatabase(_directory));

        Assert.Equal($"The engine's file {FilePath} cannot be used: another program holds it open; close that program.", exception.Message);
    }

    [Fact]
    public void Open_CannotBeOpened_SaysSo()
    {
        Directory.CreateDirectory(FilePath);

        var exception = Assert.Throws<StoreException>(() => new EngineDatabase(_directory));

        Assert.Contains("cannot be used: it cannot be opened", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transact_DiskFull_RollsBackAndWorksAgainWhenThereIsRoom()
    {
        using var connection = new SqliteConnection(FilePath);
        connection.Execute("PRAGMA journal_mode = WAL; CREATE TABLE rows (text TEXT); PRAGMA max_page_count = 10;");

        var full = Assert.Throws<SqliteException>(() => connection.Transact(() => Insert(connection, 1_000)));
        Assert.Equal("the disk is full; make room", full.Advice);
        Assert.Equal("0", connection.Query("SELECT count(*) FROM rows"));

        connection.Execute("PRAGMA max_page_count = 100000");
        connection.Transact(() => Insert(connection, 1_000));
        Assert.Equal("1000", connection.Query("SELECT count(*) FROM rows"));
    }

    private static void Insert(SqliteConnection connection, int rows)
    {
        using var insert = connection.Prepare("INSERT INTO rows (text) VALUES (?)");
        for (var i = 0; i < rows; i++)
        {
            insert.Bind(new string('x', 200)).Run();
        }
    }
}
