using Verification.Core.Images;
using Verification.Core.Results;
using Verification.Testing;

namespace Verification.Core.Tests.Results;

public sealed class MinimiserTests
{
    /// <summary>A date of birth comes from a provider and may be any: it never keeps a decision from being stored.</summary>
    [Theory]
    [InlineData("2008-06-15", true)]
    [InlineData("2008-06-16", false)]
    [InlineData("0001-01-01", true)]
    [InlineData("9999-12-31", false)]
    public async Task Minimise_AnyDateOfBirth_SaysWhetherItIsOfAnAdult(string birth, bool adult)
    {
        await using var bench = new VerificationBench();
        var record = await bench.RecordAsync(await bench.StartAsync(ImageKind.Front));
        var found = bench.Provider.Result with { Person = new Person { DateOfBirth = DateOnly.Parse(birth, null) } };

        var result = Minimiser.Minimise(record, "fake", 1, new DateTimeOffset(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), found);

        Assert.Equal(adult, result.Claims!.Over18);
        Assert.Null(result.Person);
    }

    [Fact]
    public async Task Minimise_BornOnALeapDay_IsAdultFromTheFirstOfMarch()
    {
        await using var bench = new VerificationBench();
        var record = await bench.RecordAsync(await bench.StartAsync(ImageKind.Front));
        var found = bench.Provider.Result with { Person = new Person { DateOfBirth = new DateOnly(2008, 2, 29) } };

        Assert.False(Over18On(28, 2));
        Assert.True(Over18On(1, 3));

        bool? Over18On(int day, int month) =>
            Minimiser.Minimise(record, "fake", 1, new DateTimeOffset(2026, month, day, 0, 0, 0, TimeSpan.Zero), found).Claims!.Over18;
    }
}
