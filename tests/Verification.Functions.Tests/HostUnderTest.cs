using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core;
using Verification.Core.Deliveries;
using Verification.Core.Storage;
using Verification.Core.Workflows;
using Verification.Functions.Durable;
using Verification.Functions.Sweeping;
using Verification.Functions.Workflows;
using Verification.Testing.Deliveries;
using Verification.Testing.Storage;

namespace Verification.Functions;

/// <summary>The host's services over stores in memory.</summary>
internal static class HostUnderTest
{
    public static ServiceProvider Build()
    {
        var objects = new InMemoryObjectStore();
        return new ServiceCollection()
            .AddLogging()
            .AddVerificationCore(new ConfigurationBuilder().Build())
            .AddSingleton<IObjectStore>(objects)
            .AddSingleton<ISealedStore>(new InMemorySealedStore())
            .AddSingleton<IDeliverySender>(new FakeDeliverySender())
            .AddSingleton<DurableClientAccessor>()
            .AddSingleton<IWorkflowClient, DurableTaskWorkflowClient>()
            .AddTransient<ActivityFunctions>()
            .AddTransient<SweepFunctions>()
            .BuildServiceProvider();
    }
}
