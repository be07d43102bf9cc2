using Microsoft.Extensions.Options;
using Verification.Core.Storage;

namespace Verification.Hosting.Tests;

public sealed class HostFailureTests
{
    private static readonly OptionsValidationException Settings =
        new("Providers", typeof(object), ["Providers:A is missing.", "Providers:B is missing."]);

    private static readonly StoreException Store = new("The store could not open x: the disk is full.");

    public static TheoryData<Exception, bool, string[]> Known => new()
    {
        { Settings, true, ["Providers:A is missing.", "Providers:B is missing."] },
        { Store, false, [Store.Message] },
        { new InvalidOperationException("Cannot convert A:B.", new FormatException("Not a number.")), true, ["Cannot convert A:B."] },
        { new InvalidDataException("Cannot load x.json.", new FormatException("Not JSON.")), true, ["Cannot load x.json. Not JSON."] },
        { new AggregateException(Settings, Store), true, ["Providers:A is missing.", "Providers:B is missing.", Store.Message] },
    };

    public static TheoryData<Exception> Unknown => new()
    {
        new InvalidOperationException("Sequence contains no elements."),
        new InvalidDataException("The object x is not sealed."),
        new AggregateException(Settings, new InvalidCastException()),
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Of_SettingsOrStores_SaysEveryThingThatIsWrong(Exception exception, bool inSettings, string[] lines)
    {
        var failure = HostFailure.Of(exception)!;

        Assert.Equal(lines, failure.Lines);
        Assert.Equal(inSettings, failure.InSettings);
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Of_MistakeInTheProgram_IsNotTakenForOne(Exception exception) => Assert.Null(HostFailure.Of(exception));
}
