using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Verification.Core.Storage;
using Verification.Storage.Blobs;
using Verification.Storage.Files;
using Verification.Storage.Sealing;
using Verification.Storage.Secrets;

namespace Verification.Storage;

/// <summary>Registers the ports of the stores, on files or on Azure blobs as the settings under <c>Storage</c> say.</summary>
public static class StorageServices
{
    public static IServiceCollection AddVerificationStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton(provider => NewObjectStore(provider.GetRequiredService<IOptions<StorageOptions>>().Value))
            .AddSingleton<IMasterKey, MasterKeys>()
            .AddSingleton<ISealedStore, SealedStore>()
            .AddHostedService(NewStart);
    }

    /// <summary>Takes the data folder and reads the master key at the start, where what is wrong with them can be said.</summary>
    private static StorageStart NewStart(IServiceProvider provider)
    {
        var start = new StorageStart(provider.GetRequiredService<IObjectStore>());
        provider.GetRequiredService<IMasterKey>();
        return start;
    }

    private static IObjectStore NewObjectStore(StorageOptions options) =>
        options.UsesBlobs
            ? new BlobObjectStore(NewContainer(options))
            : new FileObjectStore(Path.Combine(options.Path, "objects"));

    private static BlobContainerClient NewContainer(StorageOptions options) =>
        options.ConnectionString is { } connectionString
            ? new BlobContainerClient(connectionString, options.Container, BlobObjectStore.ClientOptions())
            : new BlobServiceClient(new Uri(options.ServiceUri!), new DefaultAzureCredential(), BlobObjectStore.ClientOptions())
                .GetBlobContainerClient(options.Container);
}
