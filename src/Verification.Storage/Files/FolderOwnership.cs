using Verification.Core.Storage;

namespace Verification.Storage.Files;

/// <summary>One process owns the data folder, for as long as it holds the lock file open; the system frees it when it dies.</summary>
internal static class FolderOwnership
{
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <exception cref="StoreException">The folder cannot be written or belongs to another process.</exception>
    public static FileStream Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new StoreException($"The data folder {folder} is in use by another process.", exception);
        }
        catch (Exception exception) when (StoreFailure.IsDisk(exception))
        {
            throw Unusable(folder, exception);
        }
    }

    public static StoreException Unusable(string folder, Exception exception) =>
        new($"The data folder {folder} cannot be used: {exception.Message}", exception);
}
