using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Verification.Core.Storage;

namespace Verification.Storage.Secrets;

/// <summary>Takes secrets from Azure Key Vault into the configuration of a host.</summary>
public static class KeyVaultConfiguration
{
    private const string UriSetting = "KeyVault:Uri";
    private const string IntervalSetting = "KeyVault:RefreshInterval";

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds the secrets of the vault at <c>KeyVault:Uri</c>, over what is configured so far, when that is set. They are read with the
    /// identity of the process, now and every <c>KeyVault:RefreshInterval</c> (5 minutes by default), so that a rotated secret is taken
    /// up without a restart.
    /// </summary>
    /// <param name="refreshFailed">Told why a later reading failed; the values stay as they were.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    /// <exception cref="StoreException">The vault cannot be read.</exception>
    public static IConfigurationBuilder AddKeyVaultSecrets(
        this IConfigurationBuilder builder, TimeProvider time, Action<Exception>? refreshFailed = null)
    {
        var settings = builder as IConfiguration ?? builder.Build();
        return settings[UriSetting] is { Length: > 0 } uri
            ? builder.AddKeyVaultSecrets(
                new SecretClient(ParseUri(uri), new DefaultAzureCredential()), ParseInterval(settings[IntervalSetting]), time, refreshFailed)
            : builder;
    }

    internal static IConfigurationBuilder AddKeyVaultSecrets(
        this IConfigurationBuilder builder, SecretClient client, TimeSpan interval, TimeProvider time, Action<Exception>? refreshFailed) =>
        builder.Add(new KeyVaultConfigurationProvider(client, interval, time, refreshFailed));

    private static Uri ParseUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? uri
            : throw Wrong($"{UriSetting} must be an https address such as https://name.vault.azure.net.");

    private static TimeSpan ParseInterval(string? text) =>
        text is null ? DefaultInterval
        : TimeSpan.TryParse(text, out var interval) && interval >= ShortestInterval ? interval
        : throw Wrong($"{IntervalSetting} must be a time span of at least 00:00:10, such as 00:05:00.");

    private static OptionsValidationException Wrong(string sentence) =>
        new(UriSetting, typeof(KeyVaultConfiguration), [sentence]);
}
