using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Providers;
using Verification.Hosting;
using Verification.Local.Hosting;
using Verification.Testing;

namespace Verification.Local.Tests.Hosting;

public sealed class SimulatedProvidersTests
{
    /// <summary>What a submit may hold is named by each provider; the API's document must name it too.</summary>
    [Fact]
    public async Task Settings_OfAllProviders_TakeTheSubmissionsThatTheDocumentNames()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(SimulatedProviders.Settings(new Uri("http://localhost:1"))).Build();
        await using var services = new ServiceCollection().AddLogging().AddVerification(settings).BuildServiceProvider();
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathTo("docs", "openapi.json"), TestContext.Current.CancellationToken))!;

        var taken = services.GetRequiredService<ProviderCatalog>().All.SelectMany(provider => provider.Descriptor.Submission);
        var named = document["components"]!["schemas"]!["Submission"]!["properties"]!.AsObject().Select(member => member.Key);

        Assert.Equal(named.Order(), taken.Order());
    }
}
