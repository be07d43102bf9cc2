using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Storage.Blobs;
using Verification.Storage.Files;
using Verification.Storage.Secrets;
using Verification.Storage.Tests.Blobs;
using Verification.Storage.Tests.Secrets;
using Verification.Testing;

namespace Verification.Storage.Tests;

public sealed class StorageServicesTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly VerificationId Id = VerificationId.Parse("ver_019b76da8000700080000000000000aa");
    private static readonly string Key = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string OtherKey = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_PathAlone_IsFilesAndAKeyFileThere()
    {
        using (var host = await StartAsync(new() { ["Storage:Path"] = _folder.Path }))
        {
            Assert.IsType<FileObjectStore>(host.Services.GetRequiredService<IObjectStore>());
            await PutAsync(host, "requests/1", "one");
        }

        Assert.True(File.Exists(Path.Combine(_folder.Path, "objects", "requests", "1")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "master.key")));
        using var again = await StartAsync(new() { ["Storage:Path"] = _folder.Path });
        Assert.Equal("one", await ReadAsync(again, "requests/1"));
    }

    [Fact]
    public async Task Start_ConnectionString_IsBlobsInAContainerThatItCreates()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = azurite.ConnectionString,
            ["Storage:Container"] = "created-at-start",
            ["Storage:MasterKey"] = Key,
        };
        using var host = await StartAsync(settings);

        Assert.IsType<BlobObjectStore>(host.Services.GetRequiredService<IObjectStore>());
        await PutAsync(host, "requests/1", "one");
        Assert.Equal("one", await ReadAsync(host, "requests/1"));
    }

    [Fact]
    public async Task Start_FolderInUse_StopsTheStart()
    {
        using var first = await StartAsync(new() { ["Storage:Path"] = _folder.Path });

        var exception = await Assert.ThrowsAsync<StoreException>(() => StartAsync(new() { ["Storage:Path"] = _folder.Path }));

        Assert.EndsWith("is in use by another process.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:Path", " ", "Storage:Path must name a folder.")]
    [InlineData("Storage:ServiceUri", "account", "Storage:ServiceUri must be an https address such as https://account.blob.core.windows.net.")]
    [InlineData("Storage:ServiceUri", "http://account.example", "Storage:ServiceUri must be an https address such as https://account.blob.core.windows.net.")]
    [InlineData("Storage:ConnectionString", "secret", "Storage:ConnectionString must be a connection string of Azure Storage.")]
    [InlineData("Storage:ConnectionString", "secret=1", "Storage:ConnectionString must be a connection string of Azure Storage.")]
    [InlineData("Storage:Container", "Upper", "Storage:Container must be 3 to 63 lower-case letters, digits and single hyphens.")]
    [InlineData("Storage:Container", "a--b", "Storage:Container must be 3 to 63 lower-case letters, digits and single hyphens.")]
    [InlineData("Storage:MasterKey", "c2hvcnQ=", "Storage:MasterKey must be 32 bytes in Base64.")]
    [InlineData("Storage:PreviousMasterKeys:0", "secret", "Storage:PreviousMasterKeys:0 must be 32 bytes in Base64.")]
    public async Task Start_SettingIsWrong_StopsWithItsNameAndWithoutItsValue(string setting, string value, string message)
    {
        var settings = new Dictionary<string, string?> { ["Storage:Path"] = _folder.Path, ["Storage:MasterKey"] = Key, [setting] = value };

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));

        Assert.Equal([message], exception.Failures);
    }

    [Fact]
    public async Task Start_BlobsWithoutMasterKey_SaysWhereToSetIt()
    {
        var settings = new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString };

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));

        Assert.StartsWith("Storage:MasterKey must be set when objects lie on Azure blobs", Assert.Single(exception.Failures));
    }

    [Fact]
    public async Task Start_TwoPlacesForBlobs_IsRefused()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = azurite.ConnectionString,
            ["Storage:ServiceUri"] = "https://account.blob.core.windows.net",
            ["Storage:MasterKey"] = Key,
        };

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));

        Assert.Equal(["Storage:ConnectionString and Storage:ServiceUri exclude each other: set one."], exception.Failures);
    }

    [Fact]
    public async Task MasterKey_RotatedInTheVault_IsTakenUpWithoutRestartAndOldObjectsStayReadable()
    {
        var vault = new FakeVault { Secrets = { ["Storage--MasterKey"] = Key } };
        var time = new ManualTimeProvider();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Path"] = _folder.Path })
            .AddKeyVaultSecrets(vault.Client, TimeSpan.FromMinutes(5), time, refreshFailed: null)
            .Build();
        await using var services = new ServiceCollection().AddVerificationStorage(configuration).BuildServiceProvider();
        var store = services.GetRequiredService<ISealedStore>();
        await store.PutAsync(Id, "requests/1", Text("one"), Cancellation);

        vault.Secrets["Storage--MasterKey"] = OtherKey;
        vault.Secrets["Storage--PreviousMasterKeys--0"] = Key;
        time.Advance(TimeSpan.FromMinutes(5));
        var later = VerificationId.New(time);
        await store.PutAsync(later, "requests/2", Text("two"), Cancellation);
        await services.DisposeAsync();

        using var host = await StartAsync(new() { ["Storage:Path"] = _folder.Path, ["Storage:MasterKey"] = OtherKey });
        Assert.Equal("two", await ReadAsync(host, "requests/2", later));
        await Assert.ThrowsAsync<StoreException>(() => ReadAsync(host, "requests/1"));
        host.Dispose();

        using var withFormer = await StartAsync(new()
        {
            ["Storage:Path"] = _folder.Path,
            ["Storage:MasterKey"] = OtherKey,
            ["Storage:PreviousMasterKeys:0"] = Key,
        });
        Assert.Equal("one", await ReadAsync(withFormer, "requests/1"));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<IHost> StartAsync(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddVerificationStorage(builder.Configuration);
        var host = builder.Build();
        try
        {
            await host.StartAsync(Cancellation);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static Task PutAsync(IHost host, string path, string text) =>
        host.Services.GetRequiredService<ISealedStore>().PutAsync(Id, path, Text(text), Cancellation);

    private static async Task<string> ReadAsync(IHost host, string path, VerificationId? id = null)
    {
        await using var content = await host.Services.GetRequiredService<ISealedStore>().OpenAsync(id ?? Id, path, Cancellation);
        return await new StreamReader(content!).ReadToEndAsync(Cancellation);
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
