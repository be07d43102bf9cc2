using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Verification.Core.Deliveries;
using Verification.Core.Storage;
using Verification.Functions.Api;
using Verification.Functions.Sweeping;
using Verification.Functions.Workflows;
using Verification.Testing.Deliveries;
using Verification.Testing.Storage;

namespace Verification.Functions;

/// <summary>The host's own registration, over stores in memory.</summary>
internal static class HostUnderTest
{
    public static ServiceProvider Build(IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var objects = new InMemoryObjectStore();
        return new ServiceCollection()
            .AddFunctionsHost(new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build())
            .Replace(ServiceDescriptor.Singleton<IObjectStore>(objects))
            .Replace(ServiceDescriptor.Singleton<ISealedStore>(new InMemorySealedStore()))
            .Replace(ServiceDescriptor.Singleton<IDeliverySender>(new FakeDeliverySender()))
            .AddTransient<ActivityFunctions>()
            .AddTransient<ApiFunctions>()
            .AddTransient<SweepFunctions>()
            .AddTransient<WorkflowFunctions>()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
