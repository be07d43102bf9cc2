using Microsoft.Extensions.Options;
using Verification.Core.Storage;

namespace Verification.Hosting;

/// <summary>Why a host cannot start or go on, where its settings or its stores are at fault and not the program.</summary>
/// <param name="Lines">What is wrong, a sentence each, for whoever runs the host.</param>
/// <param name="InSettings">Other settings would help.</param>
public sealed record HostFailure(IReadOnlyList<string> Lines, bool InSettings)
{
    /// <returns>Null when the failure is of another kind; of several together, when one of them is.</returns>
    public static HostFailure? Of(Exception exception) => exception switch
    {
        OptionsValidationException wrong => new([.. wrong.Failures], InSettings: true),
        InvalidOperationException { InnerException: FormatException } unreadable => new([unreadable.Message], InSettings: true),
        InvalidDataException { InnerException: FormatException why } file => new([$"{file.Message} {why.Message}"], InSettings: true),
        StoreException store => new([store.Message], InSettings: false),
        AggregateException several => Of(several.InnerExceptions),
        _ => null,
    };

    private static HostFailure? Of(IEnumerable<Exception> several)
    {
        HostFailure?[] all = [.. several.Select(Of)];
        return all.Contains(null) ? null : new([.. all.SelectMany(one => one!.Lines)], all.Any(one => one!.InSettings));
    }
}
