using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Verification.Functions;

public sealed class FunctionTableTests
{
    [Fact]
    public void Names_AreWhatTheRuntimeTakes() =>
        Assert.All(FunctionTable.All, function => Assert.Matches(new Regex("^[A-Za-z][A-Za-z0-9_-]{0,126}$"), function.Name));

    [Fact]
    public void Names_DifferInMoreThanCase() =>
        Assert.Equal(
            FunctionTable.All.Count, FunctionTable.All.Select(function => function.Name).ToHashSet(StringComparer.OrdinalIgnoreCase).Count);

    [Fact]
    public void Functions_HaveExactlyOneTriggerAndArePublic() =>
        Assert.All(FunctionTable.All, function =>
        {
            object?[] triggers =
            [
                function.Trigger<HttpTriggerAttribute>(),
                function.Trigger<TimerTriggerAttribute>(),
                function.Trigger<OrchestrationTriggerAttribute>(),
                function.Trigger<ActivityTriggerAttribute>(),
            ];
            Assert.Single(triggers, trigger => trigger is not null);
            Assert.True(function.Method.IsPublic && function.Method.DeclaringType!.IsPublic);
        });

    [Fact]
    public void Functions_ButOrchestrators_BindTheDurableClientThatTheyLend() =>
        Assert.All(
            FunctionTable.All.Where(function => function.Trigger<OrchestrationTriggerAttribute>() is null),
            function => Assert.Single(
                function.Method.GetParameters(), parameter => parameter.ParameterType == typeof(DurableTaskClient)));

    [Fact]
    public void Orchestrators_TakeNothingButTheirContext() =>
        Assert.All(
            FunctionTable.TriggeredBy<OrchestrationTriggerAttribute>(), function => Assert.Single(function.Method.GetParameters()));

    [Theory]
    [InlineData("CheckStatusResponse", "hazard 7: its addresses carry a key to the whole hub")]
    [InlineData("HttpManagementPayload", "hazard 7: its addresses carry a key to the whole hub")]
    [InlineData("ContinueAsNew", "hazard 8: it loses an event that was just handed to a waiter")]
    [InlineData("UseMiddleware", "hazard 12: middleware of the worker cannot refuse a request")]
    [InlineData("IStartupFilter", "hazard 12: middleware of the worker cannot refuse a request")]
    public void Sources_OfTheHost_NeverUse(string member, string because) =>
        Assert.All(
            Deployment.Repository.Files("src/Verification.Functions", "*.cs"),
            file => Assert.False(Deployment.Repository.Read(file).Contains(member, StringComparison.Ordinal), $"{file} uses {member}; {because}."));
}
