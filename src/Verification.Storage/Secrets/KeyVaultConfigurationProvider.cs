using Azure;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Verification.Core.Storage;

namespace Verification.Storage.Secrets;

/// <summary>
/// The secrets of a vault as configuration, <c>--</c> in their names standing for <c>:</c>. Without them the start fails; later they are
/// read again on an interval, and a vault that does not answer leaves the values as they were.
/// </summary>
internal sealed class KeyVaultConfigurationProvider(
    SecretClient client, TimeSpan refreshInterval, TimeProvider time, Action<Exception>? refreshFailed)
    : ConfigurationProvider, IConfigurationSource, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private ITimer? _timer;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <exception cref="StoreException">The vault cannot be read.</exception>
    public override void Load()
    {
        if (_timer is not null)
        {
            return;
        }

        try
        {
            // Configuration is built synchronously, once, before anything else runs.
            Data = ReadAsync().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (StoreFailure.Is(exception, _stopping.Token))
        {
            throw new StoreException(
                $"The key vault {client.VaultUri} could not be read: {StoreFailure.Reason(exception)}. Check KeyVault:Uri, and that the "
                + "identity of this process has the role Key Vault Secrets User.",
                exception);
        }

        _timer = time.CreateTimer(_ => _ = RefreshAsync(), null, refreshInterval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _timer?.Dispose();
        _stopping.Dispose();
    }

    private async Task RefreshAsync()
    {
        try
        {
            var data = await ReadAsync();
            if (data.Count != Data.Count || data.Any(setting => !Data.Contains(setting)))
            {
                Data = data;
                OnReload();
            }
        }
        catch (Exception exception)
        {
            if (!_stopping.IsCancellationRequested)
            {
                refreshFailed?.Invoke(exception);
            }
        }
        finally
        {
            _timer!.Change(refreshInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task<Dictionary<string, string?>> ReadAsync()
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        await foreach (var properties in client.GetPropertiesOfSecretsAsync(_stopping.Token))
        {
            if (properties.Enabled == true && await FindAsync(properties.Name) is { } value)
            {
                data[properties.Name.Replace("--", ConfigurationPath.KeyDelimiter)] = value;
            }
        }

        return data;
    }

    private async Task<string?> FindAsync(string name)
    {
        try
        {
            KeyVaultSecret secret = await client.GetSecretAsync(name, version: null, _stopping.Token);
            return secret.Value;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Deleted since it was listed.
            return null;
        }
    }
}
