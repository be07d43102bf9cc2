using System.Globalization;
using Verification.Core.Storage;

namespace Verification.Core.Timeline;

/// <summary>
/// The hash chain over a timeline. The canonical form of an entry is its members, joined by line feeds: sequence, time (RFC 3339 UTC
/// with seven decimals), actor, code, ref, previous.
/// </summary>
public static class TimelineChain
{
    private static readonly string Root = new('0', 64);

    /// <summary>The digest that stands for the whole timeline.</summary>
    public static string Head(IReadOnlyList<TimelineEntry> entries) => entries.Count == 0 ? Root : DigestOf(entries[^1]);

    /// <summary>The sequence number of the first entry that does not fit, or null when the chain is whole.</summary>
    public static int? FirstBreak(IReadOnlyList<TimelineEntry> entries)
    {
        var previous = Root;
        for (var index = 0; index < entries.Count; index++)
        {
            if (entries[index].Sequence != index + 1 || entries[index].Previous != previous)
            {
                return index + 1;
            }

            previous = DigestOf(entries[index]);
        }

        return null;
    }

    private static string DigestOf(TimelineEntry entry) => Digest.Of(string.Join(
        '\n',
        entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        entry.Actor.ToString().ToLowerInvariant(),
        entry.Code,
        entry.Ref,
        entry.Previous));
}
