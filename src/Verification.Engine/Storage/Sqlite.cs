using System.Runtime.InteropServices;
using SQLitePCL;
using Verification.Core.Storage;

namespace Verification.Engine.Storage;

/// <summary>The SQLite of the operating system. The only file that knows how it is reached.</summary>
internal sealed class SqliteConnection : IDisposable
{
    private static readonly string[] LibraryNames = OperatingSystem.IsWindows()
        ? ["winsqlite3"]
        : ["libsqlite3.so.0", "libsqlite3.dylib", "sqlite3"];

    private static readonly Lazy<bool> IsLoaded = new(Load);

    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    /// <exception cref="StoreException">The operating system has no SQLite.</exception>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteConnection(string path)
    {
        if (!IsLoaded.Value)
        {
            throw new StoreException(
                "SQLite was not found on this machine; install the operating system's library "
                + "(Debian and Ubuntu: apt-get install libsqlite3-0).");
        }

        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out _handle, Flags, null);
        if (code != raw.SQLITE_OK)
        {
            _handle.Dispose();
            throw new SqliteException(code, "cannot open the file");
        }

        raw.sqlite3_extended_result_codes(_handle, 1);
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        var prepared = new SqliteStatement(this, statement);
        _statements.Add(prepared);
        return prepared;
    }

    /// <summary>The first column of the first row, or null when there is no row.</summary>
    public string? Query(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Read() ? statement.Text(0) : null;
    }

    /// <summary>Runs all or nothing.</summary>
    public void Transact(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            // SQLite itself rolls back on some errors (a full disk); a second rollback would hide the first error.
            if (raw.sqlite3_get_autocommit(_handle) == 0)
            {
                raw.sqlite3_exec(_handle, "ROLLBACK");
            }

            throw;
        }
    }

    public void Dispose()
    {
        // A connection with statements left would stay open, and keep its lock.
        _statements.ForEach(statement => statement.Dispose());
        _handle.Dispose();
    }

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteException(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
        }
    }

    private static bool Load()
    {
        foreach (var name in LibraryNames)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (_, _, _) => library);
                raw.SetProvider(new SQLite3Provider_e_sqlite3());
                return true;
            }
        }

        return false;
    }
}

/// <summary>A prepared statement, used again and again. Parameters are bound in the order of the question marks.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt statement) : IDisposable
{
    private int _bound;

    public SqliteStatement Bind(long value) => Bound(raw.sqlite3_bind_int64(statement, ++_bound, value));

    public SqliteStatement Bind(long? value) =>
        value is { } number ? Bind(number) : Bound(raw.sqlite3_bind_null(statement, ++_bound));

    public SqliteStatement Bind(string? value) =>
        Bound(value is null ? raw.sqlite3_bind_null(statement, ++_bound) : raw.sqlite3_bind_text(statement, ++_bound, value));

    /// <summary>Binds UTF-8 text.</summary>
    public SqliteStatement Bind(byte[]? utf8) =>
        Bound(utf8 is null ? raw.sqlite3_bind_null(statement, ++_bound) : raw.sqlite3_bind_text(statement, ++_bound, utf8.AsSpan()));

    /// <summary>Steps to the next row; after the last one the statement is ready for its next use.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        connection.Check(code);
        return false;
    }

    public void Run()
    {
        while (Read())
        {
        }
    }

    public void Reset()
    {
        // Returns the error of the last step, which Read has reported already.
        _ = raw.sqlite3_reset(statement);
        _bound = 0;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[]? Utf8OrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => statement.Dispose();

    private SqliteStatement Bound(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            Reset();
            connection.Check(code);
        }

        return this;
    }
}

/// <summary>SQLite refused. <see cref="Code"/> is its primary result code.</summary>
internal sealed class SqliteException(int extendedCode, string message) : Exception($"{message} (SQLite {extendedCode})")
{
    public int Code { get; } = extendedCode & 0xFF;

    /// <summary>The file is damaged or is no database at all: writing again cannot help.</summary>
    public bool IsCorruption => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>What a person can do about it.</summary>
    public string Advice => Code switch
    {
        raw.SQLITE_FULL => "the disk is full; make room",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "it cannot be written; make the file and its folder writable",
        raw.SQLITE_CANTOPEN => "it cannot be opened; check that its folder exists and is writable",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds it open; close that program",
        raw.SQLITE_CORRUPT => "it is damaged; restore it from a backup",
        raw.SQLITE_NOTADB => "it is not a database; restore it from a backup",
        raw.SQLITE_IOERR => "the disk reports an error; check the disk",
        _ => $"SQLite reports error {Code}",
    };
}
