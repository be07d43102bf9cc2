using System.Security.Cryptography;
using Verification.Core.Storage;

namespace Verification.Storage.Files;

/// <summary>
/// A file that is written under a name nobody looks for and then takes its real name in one step: readers see all of it or nothing.
/// What a crash leaves behind lies in the temporary folder. Failures are those of writing the object at <paramref name="path"/>.
/// </summary>
internal sealed class TemporaryFile(string folder, string path) : IDisposable
{
    private readonly string _name = Path.Combine(folder, RandomNumberGenerator.GetHexString(32, lowercase: true));
    private FileStream? _stream;

    /// <exception cref="StoreException">The disk is full or fails.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await Stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (StoreFailure.IsDisk(exception))
        {
            throw StoreFailure.Of("write", path, exception);
        }
    }

    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => Stream.Write(bytes);

    /// <summary>Takes the name unless it is taken: of any number of racing calls exactly one succeeds.</summary>
    /// <exception cref="StoreException">The disk is full or fails, or the name is that of a folder.</exception>
    public bool TryTake(string name) =>
        Take(name, () => DurableFiles.TryLink(_name, name)
            || (Directory.Exists(name) ? throw new IOException("other objects lie under it.") : false));

    /// <summary>Takes the name, from another file if need be.</summary>
    /// <exception cref="StoreException">The disk is full or fails, or the name is that of a folder.</exception>
    public void Take(string name) =>
        Take(name, () =>
        {
            File.Move(_name, name, overwrite: true);
            return true;
        });

    public void Dispose()
    {
        if (_stream is not null)
        {
            _stream.Dispose();
            File.Delete(_name);
        }
    }

    private FileStream Stream => _stream ??= new FileStream(_name, NewPrivateFile());

    private static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private bool Take(string name, Func<bool> take)
    {
        try
        {
            _stream!.Flush(flushToDisk: true);
            _stream.Dispose();
            var target = Path.GetDirectoryName(name)!;
            while (true)
            {
                Folders.Create(target);
                try
                {
                    var taken = take();
                    Folders.Sync(target);
                    return taken;
                }
                catch (IOException exception) when (IsFolderMissing(exception))
                {
                    // The last object of the folder was just deleted, and the folder with it.
                }
            }
        }
        catch (Exception exception) when (StoreFailure.IsDisk(exception))
        {
            throw StoreFailure.Of("write", path, exception);
        }
    }

    private bool IsFolderMissing(IOException exception) =>
        exception is DirectoryNotFoundException or FileNotFoundException && File.Exists(_name);
}
