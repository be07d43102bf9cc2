using System.Security.Cryptography;
using System.Text;
using Verification.Core.Storage;
using Verification.Storage.Files;
using Verification.Storage.Sealing;

namespace Verification.Storage.Secrets;

/// <summary>A master key in a file of mode 0600: one line of Base64. Whoever loses it loses all that was sealed under it.</summary>
internal static class MasterKeyFile
{
    private const UnixFileMode OthersMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the key, or makes one. Of processes that make one at the same time the first wins and all use its key.</summary>
    /// <exception cref="StoreException">The file cannot be read or written, is open to others, or holds no key.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        var file = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(file))
            {
                Create(file);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & OthersMode) != 0)
            {
                throw new StoreException($"The master key file {file} is open to other users: chmod 600 it.");
            }

            return MasterKeys.Parse(File.ReadAllText(file))
                ?? throw new StoreException($"The master key file {file} must hold 32 bytes in Base64.");
        }
        catch (Exception exception) when (StoreFailure.IsDisk(exception))
        {
            throw new StoreException($"The master key file {file} cannot be used: {exception.Message}", exception);
        }
    }

    private static void Create(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        using var written = new TemporaryFile(folder, file);
        written.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeyRing.KeySize)) + "\n"));
        written.TryTake(file);
    }
}
