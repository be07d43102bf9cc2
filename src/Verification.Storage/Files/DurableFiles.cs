using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Verification.Storage.Files;

/// <summary>The two calls that a durable put-if-absent needs and .NET does not offer: link(2), and fsync(2) of a folder.</summary>
internal static partial class DurableFiles
{
    private const int NoSuchEntry = 2;
    private const int WindowsNoSuchPath = 3;
    private const int Exists = 17;
    private const int WindowsExists = 183;
    private const int ReadOnly = 0;

    private static readonly int CloseOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <summary>
    /// Gives a file a second name unless that name is taken. <c>File.Move</c> without overwriting is no substitute: on Unix it looks
    /// first and renames then, so that two racing callers both succeed. Windows has CreateHardLink with the same promise.
    /// </summary>
    /// <returns>False when the name is taken.</returns>
    /// <exception cref="IOException">Anything else; <see cref="DirectoryNotFoundException"/> when the folder is gone.</exception>
    public static bool TryLink(string existing, string name)
    {
        if (OperatingSystem.IsWindows() ? CreateHardLink(name, existing, 0) : Link(existing, name) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == (OperatingSystem.IsWindows() ? WindowsExists : Exists) ? false : throw Failure(error, name);
    }

    /// <summary>Makes the names in a folder durable. NTFS journals them by itself and has no such call.</summary>
    /// <exception cref="IOException">It failed; <see cref="DirectoryNotFoundException"/> when the folder is gone.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly | CloseOnExec);
        if (descriptor < 0)
        {
            throw Failure(Marshal.GetLastPInvokeError(), folder);
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw Failure(Marshal.GetLastPInvokeError(), folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(int error, string path)
    {
        var message = $"{new Win32Exception(error).Message} : '{path}'";
        return error is NoSuchEntry || (OperatingSystem.IsWindows() && error is WindowsNoSuchPath)
            ? new DirectoryNotFoundException(message)
            : new IOException(message);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string existing, nint attributes);
}
