namespace Verification.Simulators.Tests;

public sealed class IndependenceTests
{
    [Fact]
    public void Simulators_ReferenceNothingOfTheProduct() =>
        Assert.DoesNotContain(
            typeof(SimulatorExtensions).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name!.StartsWith("Verification.", StringComparison.Ordinal));
}
