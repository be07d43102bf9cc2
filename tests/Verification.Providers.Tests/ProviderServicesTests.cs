using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;

namespace Verification.Providers.Tests;

public sealed class ProviderServicesTests
{
    [Fact]
    public void Add_NothingConfigured_GivesAnEmptyCatalog()
    {
        using var services = Build();

        Assert.Empty(services.GetRequiredService<ProviderCatalog>().All);
        Assert.Equal(ProviderAvailability.Available, services.GetRequiredService<IProviderHealth>().Of("assure"));
    }

    [Fact]
    public void Add_OnlySomeProvidersWanted_RegistersThose()
    {
        using var services = Build(
            ("ClientId", "id"), ("ClientSecret", "secret"), ("Providers:0", "onfido"), ("Providers:1", "readid"), ("Simulated", "true"));

        var catalog = services.GetRequiredService<ProviderCatalog>();

        Assert.Equal(["assure.onfido", "assure.readid"], catalog.All.Select(provider => provider.Descriptor.Name).Order());
        Assert.All(catalog.All, provider => Assert.True(provider.Descriptor.Simulated));
    }

    [Theory]
    [InlineData("ClientId", "", "Providers:Assure:ClientId is missing.")]
    [InlineData("ClientSecret", " ", "Providers:Assure:ClientSecret is missing.")]
    [InlineData("Scope", "", "Providers:Assure:Scope is missing")]
    [InlineData("BaseUrl", "http://api.example/assure", "Providers:Assure:BaseUrl must be an absolute https address")]
    [InlineData("BaseUrl", "assure", "Providers:Assure:BaseUrl must be an absolute https address")]
    [InlineData("TokenUrl", "ftp://x/y", "Providers:Assure:TokenUrl must be an absolute https address")]
    [InlineData("Providers:0", "electronicid", "Providers:Assure:Providers names 'electronicid'")]
    [InlineData("CallbackSecrets:0", "short", "Providers:Assure:CallbackSecrets must each be at least 32 characters")]
    [InlineData("Events:Secrets:0", "", "Providers:Assure:Events:Header must be set")]
    [InlineData("DocumentTypesLifetime", "00:00:00", "Providers:Assure:DocumentTypesLifetime must be more than zero")]
    [InlineData("Resilience:TryTimeout", "00:02:00", "Providers:Assure:Resilience:TryTimeout must be more than zero")]
    [InlineData("Resilience:Retries", "99", "Providers:Assure:Resilience:Retries must be 0 to 10")]
    [InlineData("Resilience:Concurrency", "0", "Providers:Assure:Resilience:Concurrency must be at least 1")]
    [InlineData("Resilience:FailureRatio", "1.5", "Providers:Assure:Resilience:FailureRatio must be above 0")]
    [InlineData("Resilience:Settle", "-00:00:01", "Providers:Assure:Resilience:Settle must not be negative")]
    public void Start_WrongSetting_FailsWithItsName(string key, string value, string message)
    {
        using var services = Build(("ClientId", "id"), ("ClientSecret", "secret"), (key, value));

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BaseUrl", "http://localhost:7072/assure")]
    [InlineData("BaseUrl", "https://eu01.signicat.com/assure/")]
    [InlineData("Scope", "client.assure.api client.capture.api")]
    public void Start_RightSetting_Passes(string key, string value)
    {
        using var services = Build(("ClientId", "id"), ("ClientSecret", "secret"), (key, value));

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var values = settings
            .GroupBy(setting => setting.Key)
            .ToDictionary(group => $"Providers:Assure:{group.Key}", group => (string?)group.Last().Value);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection().AddVerificationProviders(configuration).BuildServiceProvider();
    }
}
