using System.Buffers;

namespace Verification.Core.Storage;

/// <summary>
/// The rule for paths in an <see cref="IObjectStore"/>: what both a file system and a URL carry unchanged. No segment begins or ends
/// with a dot, which file systems and URLs rewrite.
/// </summary>
public static class ObjectPath
{
    public const int MaxLength = 512;
    public const int MaxSegmentLength = 255;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-=");

    /// <exception cref="ArgumentException">The path breaks the rule.</exception>
    public static void ThrowIfInvalid(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!IsValid(path))
        {
            throw new ArgumentException("Not an object path: one or more segments of A-Z a-z 0-9 . _ - = joined by '/'.", nameof(path));
        }
    }

    /// <summary>A prefix is the beginning of a path, cut anywhere, or empty.</summary>
    /// <exception cref="ArgumentException">No path begins so.</exception>
    public static void ThrowIfInvalidPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);

        // A cut segment may end in a dot; with one more character it has to be a path.
        if (!IsValid(prefix + "x"))
        {
            throw new ArgumentException("Not the beginning of an object path.", nameof(prefix));
        }
    }

    private static bool IsValid(ReadOnlySpan<char> path)
    {
        if (path.Length > MaxLength)
        {
            return false;
        }

        foreach (var segment in path.Split('/'))
        {
            if (!IsValidSegment(path[segment]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsValidSegment(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= MaxSegmentLength
        && segment[0] != '.'
        && segment[^1] != '.'
        && segment.IndexOfAnyExcept(Allowed) < 0;
}
