using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Workflows;

namespace Verification.Functions.Workflows;

public sealed class WorkflowParityTests
{
    [Fact]
    public void Workflows_EachHasItsOrchestratorFunctionAndTheOtherWayRound()
    {
        using var host = HostUnderTest.Build();

        Assert.Equal(
            host.GetServices<IWorkflow>().Select(workflow => workflow.Name).Order(StringComparer.Ordinal),
            FunctionTable.NamesTriggeredBy<OrchestrationTriggerAttribute>());
    }

    [Fact]
    public void Activities_EachHasItsActivityFunctionAndTheOtherWayRound()
    {
        using var host = HostUnderTest.Build();

        Assert.Equal(
            host.GetServices<IActivity>().Select(activity => activity.Name).Order(StringComparer.Ordinal),
            FunctionTable.NamesTriggeredBy<ActivityTriggerAttribute>());
    }
}
