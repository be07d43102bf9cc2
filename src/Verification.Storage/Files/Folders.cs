namespace Verification.Storage.Files;

/// <summary>Folders come with the first object in them and go with the last.</summary>
internal static class Folders
{
    /// <summary>
    /// Creates the folder durably. A folder that another writer is just creating counts as there: file systems journal names in
    /// order, so that it is on disk once a later name in it is.
    /// </summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        Create(parent);
        Directory.CreateDirectory(folder);
        Sync(parent);
    }

    /// <summary>Makes the names in the folder durable. A folder that is gone again needs it no more.</summary>
    public static void Sync(string folder)
    {
        try
        {
            DurableFiles.SyncFolder(folder);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    /// <summary>Removes the folder and its parents up to, but not including, <paramref name="root"/> as far as they are empty.</summary>
    public static void RemoveEmpty(string folder, string root)
    {
        try
        {
            for (; folder != root && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Someone else removed it, or put an object into it: both are as good.
        }
    }
}
