using System.IO.Enumeration;

namespace Verification.Storage.Files;

/// <summary>Walks the folders in the ordinal order of the paths, entering only those that can hold what is asked for.</summary>
internal sealed class FileListing(string root, string prefix, string? after)
{
    public IEnumerable<string> Paths() => Walk(prefix[..(prefix.LastIndexOf('/') + 1)]);

    private IEnumerable<string> Walk(string folder)
    {
        // A folder sorts as its name with the slash behind it, and so do all paths in it: the order is that of the whole paths.
        var entries = Entries(folder).Where(IsWanted).ToList();
        entries.Sort(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!entry.EndsWith('/'))
            {
                yield return entry;
                continue;
            }

            foreach (var path in Walk(entry))
            {
                yield return path;
            }
        }
    }

    private bool IsWanted(string entry)
    {
        var isFolder = entry.EndsWith('/');
        var matches = entry.StartsWith(prefix, StringComparison.Ordinal)
            || (isFolder && prefix.StartsWith(entry, StringComparison.Ordinal));
        return matches
            && (string.CompareOrdinal(entry, after) > 0 || (isFolder && after!.StartsWith(entry, StringComparison.Ordinal)));
    }

    private IEnumerable<string> Entries(string folder)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<string>(
                    Path.Combine(root, folder),
                    (ref FileSystemEntry entry) => string.Concat(folder, entry.FileName, entry.IsDirectory ? "/" : ""),
                    new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
                {
                    // Names with a dot in front are the store's own.
                    ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName[0] != '.',
                },
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreFailure.Of("list", folder, exception);
        }
    }
}
