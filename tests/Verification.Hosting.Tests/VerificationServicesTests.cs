using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Verification.Core.Workflows;

namespace Verification.Hosting.Tests;

public sealed class VerificationServicesTests
{
    /// <summary>A part that nobody registers would else be found by the first request that needs it.</summary>
    [Fact]
    public void AddVerification_WithAnEngine_IsComplete()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:Assure:ClientId"] = "client",
            ["Providers:Assure:ClientSecret"] = "secret",
        }).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddVerification(settings)
            .AddSingleton(Mock.Of<IWorkflowClient>());

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotEmpty(provider.GetServices<IWorkflow>());
        Assert.NotEmpty(provider.GetServices<IActivity>());
    }
}
