using System.Globalization;
using Verification.Core.Storage;
using Verification.Core.Workflows;
using Verification.Engine.History;
using Verification.Engine.Workflows;

namespace Verification.Engine.Storage;

/// <summary>The engine's tables. One connection, one thread. Every write is part of a <see cref="Commit"/>.</summary>
internal sealed class EngineDatabase : IDisposable
{
    public const string FileName = "engine.db";

    private const int SchemaVersion = 1;
    private const long CheckedAtOpen = 32 << 20;

    private const string Schema = """
        CREATE TABLE instances (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL, created INTEGER NOT NULL,
            status INTEGER NOT NULL, busy INTEGER NOT NULL, wake INTEGER, published TEXT, problem TEXT);
        CREATE INDEX instances_busy ON instances (busy) WHERE busy = 1;
        CREATE INDEX instances_wake ON instances (wake) WHERE wake IS NOT NULL;
        CREATE TABLE history (
            instance INTEGER NOT NULL, episode INTEGER NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL, actions TEXT,
            PRIMARY KEY (instance, episode)) WITHOUT ROWID;
        CREATE TABLE clock (at INTEGER NOT NULL);
        INSERT INTO clock VALUES (0);
        PRAGMA user_version = 1;
        """;

    private const string InstanceColumns = "SELECT key, id, workflow, created, status, busy, wake, published, problem FROM instances";

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insertInstance;
    private readonly SqliteStatement _updateInstance;
    private readonly SqliteStatement _deleteInstance;
    private readonly SqliteStatement _instanceById;
    private readonly SqliteStatement _instanceByKey;
    private readonly SqliteStatement _due;
    private readonly SqliteStatement _earliest;
    private readonly SqliteStatement _putHistory;
    private readonly SqliteStatement _deleteHistory;
    private readonly SqliteStatement _history;
    private readonly SqliteStatement _lastEpisode;
    private readonly SqliteStatement _setClock;
    private long _lastKey;

    /// <exception cref="StoreException">The file cannot be used; the message says why and what to do.</exception>
    public EngineDatabase(string directory)
    {
        var path = Path.Combine(directory, FileName);
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(path);
            Prepare(connection, path);
            _connection = connection;
            _insertInstance = connection.Prepare(
                "INSERT INTO instances (key, id, workflow, created, status, busy, wake, published, problem) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
            _updateInstance = connection.Prepare(
                "UPDATE instances SET status = ?, busy = ?, wake = ?, published = ?, problem = ? WHERE key = ?");
            _deleteInstance = connection.Prepare("DELETE FROM instances WHERE key = ?");
            _instanceById = connection.Prepare($"{InstanceColumns} WHERE id = ?");
            _instanceByKey = connection.Prepare($"{InstanceColumns} WHERE key = ?");
            _due = connection.Prepare("SELECT key FROM instances WHERE wake <= ? ORDER BY wake LIMIT ?");
            _earliest = connection.Prepare("SELECT min(wake) FROM instances WHERE wake IS NOT NULL");
            _putHistory = connection.Prepare(
                "INSERT OR REPLACE INTO history (instance, episode, at, event, actions) VALUES (?, ?, ?, ?, ?)");
            _deleteHistory = connection.Prepare("DELETE FROM history WHERE instance = ?");
            _history = connection.Prepare("SELECT episode, at, event, actions FROM history WHERE instance = ? ORDER BY episode");
            _lastEpisode = connection.Prepare("SELECT episode, at FROM history WHERE instance = ? ORDER BY episode DESC LIMIT 1");
            _setClock = connection.Prepare("UPDATE clock SET at = ?");
            _lastKey = long.Parse(connection.Query("SELECT ifnull(max(key), 0) FROM instances")!, CultureInfo.InvariantCulture);
            Clock = long.Parse(connection.Query("SELECT at FROM clock")!, CultureInfo.InvariantCulture);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (exception is SqliteException sqlite)
            {
                throw new StoreException($"The engine's file {path} cannot be used: {sqlite.Advice}.", exception);
            }

            throw;
        }
    }

    /// <summary>The latest time that was stored when the file was opened, Unix milliseconds.</summary>
    public long Clock { get; }

    public long NextKey() => ++_lastKey;

    public void Commit(Batch batch) => _connection.Transact(() =>
    {
        foreach (var instance in batch.Touched)
        {
            Save(instance);
        }

        foreach (var row in batch.History)
        {
            _putHistory.Bind(row.Instance).Bind((long)row.Episode).Bind(row.At).Bind(row.Event).Bind(row.Actions).Run();
        }

        foreach (var key in batch.Purged)
        {
            _deleteHistory.Bind(key).Run();
            _deleteInstance.Bind(key).Run();
        }

        if (batch.Clock is { } clock)
        {
            _setClock.Bind(clock).Run();
        }
    });

    public Instance? Find(string id) => Read(_instanceById.Bind(id));

    public Instance? Find(long key) => Read(_instanceByKey.Bind(key));

    public List<HistoryRow> History(long key)
    {
        List<HistoryRow> rows = [];
        _history.Bind(key);
        while (_history.Read())
        {
            rows.Add(new HistoryRow(
                key, (int)_history.Number(0), _history.Number(1), _history.Utf8OrNull(2)!, _history.Utf8OrNull(3)));
        }

        return rows;
    }

    /// <summary>Instances whose earliest timer is due, the earliest first.</summary>
    public List<long> Due(long now, int limit) => Keys(_due.Bind(now).Bind((long)limit));

    /// <summary>When the next timer of all is due.</summary>
    public long? NextWake()
    {
        _earliest.Read();
        var wake = _earliest.NumberOrNull(0);
        _earliest.Reset();
        return wake;
    }

    /// <summary>Instances that cannot wait for a signal or timer to be loaded.</summary>
    public List<long> Busy()
    {
        using var statement = _connection.Prepare("SELECT key FROM instances WHERE busy = 1 ORDER BY key");
        return Keys(statement);
    }

    public void Dispose() => _connection.Dispose();

    private static void Prepare(SqliteConnection connection, string path)
    {
        connection.Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0;");
        connection.Execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA secure_delete = FAST;");

        var version = int.Parse(connection.Query("PRAGMA user_version")!, CultureInfo.InvariantCulture);
        if (version > SchemaVersion)
        {
            throw new StoreException(
                $"The engine's file {path} was written by a newer version of this program "
                + $"(format {version}, this one knows {SchemaVersion}); start that version again.");
        }

        if (version == 0)
        {
            connection.Transact(() => connection.Execute(Schema));
        }

        // Reading a large file whole would hold up the start; damage there is found where it is read.
        if (new FileInfo(path).Length <= CheckedAtOpen && connection.Query("PRAGMA quick_check(1)") is not "ok")
        {
            throw new StoreException($"The engine's file {path} is damaged; restore it from a backup.");
        }
    }

    private static List<long> Keys(SqliteStatement statement)
    {
        List<long> keys = [];
        while (statement.Read())
        {
            keys.Add(statement.Number(0));
        }

        return keys;
    }

    private void Save(Instance instance)
    {
        var state = instance.State;
        if (instance.Stored is null)
        {
            _insertInstance.Bind(instance.Key).Bind(instance.Id).Bind(instance.Workflow).Bind(instance.CreatedAt.ToUnixTimeMilliseconds());
            Bind(_insertInstance, state).Run();
        }
        else if (instance.Stored != state)
        {
            Bind(_updateInstance, state).Bind(instance.Key).Run();
        }
    }

    private static SqliteStatement Bind(SqliteStatement statement, InstanceState state) => statement
        .Bind((long)state.Status).Bind(state.Busy ? 1 : 0).Bind(state.Wake).Bind(state.Published).Bind(state.Problem);

    private Instance? Read(SqliteStatement statement)
    {
        if (!statement.Read())
        {
            return null;
        }

        var state = new InstanceState(
            (WorkflowRuntimeStatus)statement.Number(4),
            statement.Number(5) == 1,
            statement.NumberOrNull(6),
            statement.Utf8OrNull(7),
            statement.TextOrNull(8));
        var instance = new Instance(
            statement.Number(0), statement.Text(1), statement.Text(2), DateTimeOffset.FromUnixTimeMilliseconds(statement.Number(3)))
        {
            State = state,
            Stored = state,
        };
        statement.Reset();

        if (_lastEpisode.Bind(instance.Key).Read())
        {
            instance.Episodes = (int)_lastEpisode.Number(0) + 1;
            instance.UpdatedAt = _lastEpisode.Number(1);
            _lastEpisode.Reset();
        }

        return instance;
    }
}
