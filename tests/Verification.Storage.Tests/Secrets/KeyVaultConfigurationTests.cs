using Azure;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Verification.Core.Storage;
using Verification.Storage.Secrets;
using Verification.Testing;

namespace Verification.Storage.Tests.Secrets;

public sealed class KeyVaultConfigurationTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly FakeVault _vault = new();
    private readonly ManualTimeProvider _time = new();
    private readonly List<Exception> _failures = [];

    [Fact]
    public void Load_Secrets_BecomeSettingsOverTheOnesBefore()
    {
        _vault.Secrets["Providers--Assure--ClientSecret"] = "from the vault";

        var configuration = Build(new() { ["Providers:Assure:ClientSecret"] = "from a file", ["Other"] = "kept" });

        Assert.Equal("from the vault", configuration["Providers:Assure:ClientSecret"]);
        Assert.Equal("kept", configuration["Other"]);
    }

    [Fact]
    public void Load_DisabledAndJustDeletedSecrets_AreLeftOut()
    {
        _vault.Secrets["Old"] = "1";
        _vault.Secrets["Gone"] = "2";
        _vault.Secrets["Kept"] = "3";
        _vault.Disabled.Add("Old");
        _vault.Deleted.Add("Gone");

        var configuration = Build();

        Assert.Null(configuration["Old"]);
        Assert.Null(configuration["Gone"]);
        Assert.Equal("3", configuration["Kept"]);
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { new RequestFailedException(403, "long\nanswer", "Forbidden", null), "403 Forbidden" },
        { new CredentialUnavailableException("No identity.\nAnd how to get one."), "No identity." },
        { new AggregateException(new RequestFailedException("Name or service not known")), "Name or service not known" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Load_VaultFails_StopsTheStartWithOneLineThatNamesTheSetting(Exception failure, string reason)
    {
        _vault.Failure = failure;

        var exception = Assert.Throws<StoreException>(() => Build());

        Assert.Equal(
            $"The key vault https://fake.vault.azure.net/ could not be read: {reason}. Check KeyVault:Uri, and that the identity of this "
            + "process has the role Key Vault Secrets User.",
            exception.Message);
    }

    [Fact]
    public void Refresh_RotatedAddedAndRemovedSecrets_AreTakenUpAfterTheInterval()
    {
        _vault.Secrets["Rotated"] = "old";
        _vault.Secrets["Removed"] = "1";
        var configuration = Build();
        var reloads = 0;
        using var watching = ChangeToken.OnChange(configuration.GetReloadToken, () => reloads++);

        _vault.Secrets["Rotated"] = "new";
        _vault.Secrets["Added"] = "2";
        _vault.Secrets.Remove("Removed");
        _time.Advance(Interval - TimeSpan.FromSeconds(1));
        Assert.Equal("old", configuration["Rotated"]);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("new", configuration["Rotated"]);
        Assert.Equal("2", configuration["Added"]);
        Assert.Null(configuration["Removed"]);
        Assert.Equal(1, reloads);
    }

    [Fact]
    public void Refresh_NothingChanged_DoesNotReload()
    {
        _vault.Secrets["Same"] = "1";
        var configuration = Build();
        var reloads = 0;
        using var watching = ChangeToken.OnChange(configuration.GetReloadToken, () => reloads++);

        _time.Advance(3 * Interval);

        Assert.Equal(4, _vault.Readings);
        Assert.Equal(0, reloads);
    }

    [Fact]
    public void Refresh_VaultFails_KeepsTheValuesSaysSoAndTriesAgain()
    {
        _vault.Secrets["Rotated"] = "old";
        var configuration = Build();
        _vault.Secrets["Rotated"] = "new";
        _vault.Failure = new RequestFailedException(503, "down");

        _time.Advance(2 * Interval);
        Assert.Equal("old", configuration["Rotated"]);
        Assert.Equal([_vault.Failure, _vault.Failure], _failures);

        _vault.Failure = null;
        _time.Advance(Interval);
        Assert.Equal("new", configuration["Rotated"]);
    }

    [Fact]
    public void Dispose_StopsReading()
    {
        var configuration = Build();

        ((IDisposable)configuration).Dispose();
        _time.Advance(3 * Interval);

        Assert.Equal(1, _vault.Readings);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Theory]
    [InlineData("http://name.vault.azure.net", null, "KeyVault:Uri must be an https address such as https://name.vault.azure.net.")]
    [InlineData("name", null, "KeyVault:Uri must be an https address such as https://name.vault.azure.net.")]
    [InlineData(
        "https://name.vault.azure.net", "often", "KeyVault:RefreshInterval must be a time span of at least 00:00:10, such as 00:05:00.")]
    [InlineData(
        "https://name.vault.azure.net", "00:00:01", "KeyVault:RefreshInterval must be a time span of at least 00:00:10, such as 00:05:00.")]
    public void AddKeyVaultSecrets_SettingIsWrong_NamesIt(string uri, string? interval, string message)
    {
        var builder = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["KeyVault:Uri"] = uri, ["KeyVault:RefreshInterval"] = interval });

        Assert.Equal(message, Assert.Throws<OptionsValidationException>(() => builder.AddKeyVaultSecrets(_time)).Message);
    }

    [Fact]
    public void AddKeyVaultSecrets_NoUri_AddsNothing()
    {
        var builder = new ConfigurationBuilder();

        builder.AddKeyVaultSecrets(_time);

        Assert.Empty(builder.Sources);
    }

    private IConfigurationRoot Build(Dictionary<string, string?>? before = null) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(before)
            .AddKeyVaultSecrets(_vault.Client, Interval, _time, _failures.Add)
            .Build();
}
