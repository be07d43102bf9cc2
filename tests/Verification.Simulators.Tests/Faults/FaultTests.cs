using Verification.Simulators.Calls;
using Verification.Simulators.Faults;

namespace Verification.Simulators.Tests.Faults;

public sealed class FaultTests
{
    private static readonly Call Start = new("assure.startVerification", CallKind.Start);

    [Theory]
    [InlineData("*", true)]
    [InlineData("start", true)]
    [InlineData("assure.startVerification", true)]
    [InlineData("assure.createDossier", false)]
    [InlineData("read", false)]
    public void Concerns_CallKindOrName_Matches(string call, bool expected) =>
        Assert.Equal(expected, new Fault { Call = call, Kind = FaultKind.Reset }.Concerns(Start));

    [Fact]
    public void Fires_First_CountsAttempts()
    {
        var fault = new Fault { Call = "*", Kind = FaultKind.Reset, First = 2 };
        Assert.Equal([true, true, false], Enumerable.Range(1, 3).Select(attempt => fault.Fires(Start, attempt, "case", 0)));
    }

    [Fact]
    public void Fires_Probability_HoldsOverManySessionsAndRepeatsExactly()
    {
        var fault = new Fault { Call = "*", Kind = FaultKind.Reset, Probability = 0.1 };
        var drawn = Enumerable.Range(0, 10_000).Select(session => fault.Fires(Start, 1, $"case-{session}", 7)).ToList();
        Assert.InRange(drawn.Count(fires => fires), 900, 1100);
        Assert.Equal(drawn, Enumerable.Range(0, 10_000).Select(session => fault.Fires(Start, 1, $"case-{session}", 7)));
        Assert.NotEqual(drawn, Enumerable.Range(0, 10_000).Select(session => fault.Fires(Start, 1, $"case-{session}", 8)));
    }
}
