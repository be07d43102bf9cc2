using Verification.Core.Storage;

namespace Verification.Engine.Storage;

/// <summary>
/// Keeps a data folder to one process. The operating system drops the lock with the process, however it ends, so the file is never
/// deleted: deleting it would let two processes lock two files of the same name.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    public const string FileName = "verification.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="StoreException">Another process has the folder, or it cannot be written.</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new DataDirectoryLock(new FileStream(
                Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            throw new StoreException($"The data folder {directory} is in use by another process.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The data folder {directory} cannot be written.", exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool IsHeldByAnother(IOException exception)
    {
        const int WindowsSharingViolation = unchecked((int)0x80070020);
        const int LinuxWouldBlock = 11;
        const int MacWouldBlock = 35;
        return exception.HResult == WindowsSharingViolation
            || (OperatingSystem.IsLinux() && exception.HResult == LinuxWouldBlock)
            || (OperatingSystem.IsMacOS() && exception.HResult == MacWouldBlock);
    }
}
