using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using Verification.Storage.Secrets;

namespace Verification.Storage;

/// <summary>Names the setting and what it should be; never its value, which may be a secret.</summary>
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            yield return "Storage:Path must name a folder.";
        }

        if (options is { ConnectionString: not null, ServiceUri: not null })
        {
            yield return "Storage:ConnectionString and Storage:ServiceUri exclude each other: set one.";
        }

        if (options.ServiceUri is { } uri && !IsServiceUri(uri))
        {
            yield return "Storage:ServiceUri must be an https address such as https://account.blob.core.windows.net.";
        }

        if (options.ConnectionString is { } connection && !IsConnectionString(connection))
        {
            yield return "Storage:ConnectionString must be a connection string of Azure Storage.";
        }

        if (!ContainerName().IsMatch(options.Container))
        {
            yield return "Storage:Container must be 3 to 63 lower-case letters, digits and single hyphens.";
        }

        if (options.MasterKey is { } key && MasterKeys.Parse(key) is null)
        {
            yield return "Storage:MasterKey must be 32 bytes in Base64.";
        }

        for (var index = 0; index < options.PreviousMasterKeys.Count; index++)
        {
            if (MasterKeys.Parse(options.PreviousMasterKeys[index]) is null)
            {
                yield return $"Storage:PreviousMasterKeys:{index} must be 32 bytes in Base64.";
            }
        }

        if (options is { UsesBlobs: true, MasterKey: null, MasterKeyFile: null })
        {
            yield return "Storage:MasterKey must be set when objects lie on Azure blobs: 32 bytes in Base64, "
                + "by the Key Vault secret Storage--MasterKey or the environment variable Storage__MasterKey.";
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new BlobServiceClient(text).AccountName.Length > 0;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsServiceUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}
