using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Verification.Core.Providers;
using Verification.Functions.Api;
using Verification.Hosting;

namespace Verification.Functions.Deployment;

/// <summary>The settings that are handed out, against the validators that run when the host starts.</summary>
public sealed partial class SettingsTests
{
    private static Dictionary<string, string?> Local =>
        Repository.ReadJson("local.settings.sample.json")["Values"]!.AsObject().ToDictionary(value => Key(value.Key), value => (string?)value.Value);

    [Fact]
    public void LocalSample_StartsTheHostAgainstAzuriteAndTheSimulators()
    {
        using var host = HostUnderTest.Build(Local);

        host.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal("UseDevelopmentStorage=true", Local["AzureWebJobsStorage"]);
        Assert.Equal("dotnet-isolated", Local["FUNCTIONS_WORKER_RUNTIME"]);
        var providers = host.GetRequiredService<ProviderCatalog>().All;
        Assert.NotEmpty(providers);
        Assert.All(providers, provider => Assert.True(provider.Descriptor.Simulated));
    }

    [Fact]
    public async Task LocalSample_TakesTheKeyThatThePageGives()
    {
        await using var host = HostUnderTest.Build(Local);
        var context = new DefaultHttpContext { RequestServices = host, Response = { Body = new MemoryStream() } };
        context.Request.Headers.Authorization = DevelopmentKey().Match(Repository.Read("docs/azure.md")).Value;

        var result = await host.GetRequiredService<ApiFunctions>().ListProviders(
            context.Request, new Mock<DurableTaskClient>("test").Object);
        await result.ExecuteAsync(context);

        Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
    }

    /// <summary>Both hosts use the simulators alike, so what passes on one passes on the other.</summary>
    [Fact]
    public void LocalSample_KnowsTheSimulatorsAsTheLocalHostDoes()
    {
        var known = SimulatedSetting().Matches(Repository.Read("src/Verification.Local/Hosting/SimulatedProviders.cs"))
            .Select(match => match.Groups[1].Value);

        Assert.Equal(known.Order(), Local.Keys.Where(key => key.StartsWith("Providers:", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [InlineData("Providers:Assure:ClientSecret", null, "Providers:Assure:ClientSecret is missing.")]
    [InlineData("Providers:Assure:BaseUrl", "ftp://simulators", "Providers:Assure:BaseUrl must be an absolute https address")]
    [InlineData("Storage:MasterKeyFile", null, "Storage:MasterKey must be set when objects lie on Azure blobs")]
    [InlineData("Storage:Container", "Evidence!", "Storage:Container must be")]
    [InlineData("Clients:development:Keys:0", "vk_the-key-itself", "Clients:development:Keys:0 is not a SHA-256 digest")]
    public void Start_SettingMissingOrMalformed_SaysWhichAndNotItsValue(string setting, string? value, string expected)
    {
        var settings = Local;
        settings[setting] = value;
        using var host = HostUnderTest.Build(settings);

        var failure = Assert.ThrowsAny<Exception>(host.GetRequiredService<IStartupValidator>().Validate);
        var line = Assert.Single(HostFailure.Of(failure)!.Lines);

        Assert.StartsWith(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("the-key-itself", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_SeveralSettingsWrong_SaysAllOfThem()
    {
        var settings = Local;
        settings["Storage:MasterKeyFile"] = null;
        settings["Providers:Assure:ClientId"] = "";
        using var host = HostUnderTest.Build(settings);

        var failure = Assert.ThrowsAny<Exception>(host.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(2, HostFailure.Of(failure)?.Lines.Count);
    }

    /// <summary>What the template sets, and the secrets that the page asks for, are all that the host needs.</summary>
    [Fact]
    public void AzureSettings_WithTheSecretsOfThePage_StartTheHost()
    {
        var settings = AppSettings().ToDictionary(setting => Key(setting.Name), setting => (string?)setting.Value);
        foreach (var secret in Secret().Matches(Repository.Read("docs/azure.md")).Select(match => match.Groups[1].Value))
        {
            settings[secret.Replace("NAME", "shop", StringComparison.Ordinal).Replace("--", ":", StringComparison.Ordinal)] = SampleOf(secret);
        }

        using var host = HostUnderTest.Build(settings);

        host.GetRequiredService<IStartupValidator>().Validate();
        Assert.NotEmpty(host.GetRequiredService<ProviderCatalog>().All);
    }

    [Fact]
    public void AzureSettings_AreAllExplained()
    {
        var document = Repository.Read("docs/configuration.md");

        Assert.All(
            AppSettings().Select(setting => setting.Name).Where(name => !name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal)),
            name => Assert.Contains($"`{Key(name)}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public void AzureSettings_NameTheHubThatHostJsonAsksFor() =>
        Assert.Contains(
            ((string)Repository.ReadJson("host.json")["extensions"]!["durableTask"]!["hubName"]!).Trim('%'),
            AppSettings().Select(setting => setting.Name));

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static IEnumerable<(string Name, string Value)> AppSettings()
    {
        var bicep = Repository.Read("infra/app/functions.bicep");
        var block = bicep[bicep.IndexOf("name: 'appsettings'", StringComparison.Ordinal)..];
        return Setting().Matches(block[..block.IndexOf("\n    }\n", StringComparison.Ordinal)]).Select(match =>
            (match.Groups[1].Value, match.Groups[2].Value switch
            {
                var literal when literal.StartsWith('\'') && !literal.Contains("${", StringComparison.Ordinal) => literal.Trim('\''),
                "evidenceContainerName" => "verification",
                _ => "https://sample.example.net/",
            }));
    }

    private static string SampleOf(string secret) =>
        secret.Contains("MasterKey", StringComparison.Ordinal) ? Convert.ToBase64String(new byte[32]) : new string('a', 64);

    [GeneratedRegex(@"\[""(Providers:[\w:]+)""\]")]
    private static partial Regex SimulatedSetting();

    [GeneratedRegex("Bearer vk_[a-z-]+")]
    private static partial Regex DevelopmentKey();

    [GeneratedRegex(@"^      (\w+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"`((?:\w+--)+\w+)`")]
    private static partial Regex Secret();
}
