using Azure;
using Azure.Security.KeyVault.Secrets;
using Moq;

namespace Verification.Storage.Tests.Secrets;

/// <summary>A vault in memory behind a mocked <see cref="SecretClient"/>.</summary>
internal sealed class FakeVault
{
    private readonly Mock<SecretClient> _client = new();

    public FakeVault()
    {
        _client.SetupGet(client => client.VaultUri).Returns(new Uri("https://fake.vault.azure.net/"));
        _client.Setup(client => client.GetPropertiesOfSecretsAsync(It.IsAny<CancellationToken>())).Returns(List);
        _client.Setup(client => client.GetSecretAsync(It.IsAny<string>(), null, It.IsAny<CancellationToken>()))
            .Returns((string name, string? _, CancellationToken _) => Get(name));
    }

    public SecretClient Client => _client.Object;

    public Dictionary<string, string> Secrets { get; } = [];

    public HashSet<string> Disabled { get; } = [];

    /// <summary>Listed still, but gone when asked for.</summary>
    public HashSet<string> Deleted { get; } = [];

    public Exception? Failure { get; set; }

    public int Readings { get; private set; }

    private AsyncPageable<SecretProperties> List()
    {
        Readings++;
        if (Failure is not null)
        {
            throw Failure;
        }

        var properties = Secrets.Keys.Select(name => new SecretProperties(name) { Enabled = !Disabled.Contains(name) });
        return AsyncPageable<SecretProperties>.FromPages([Page<SecretProperties>.FromValues([.. properties], null, Mock.Of<Response>())]);
    }

    private Task<Response<KeyVaultSecret>> Get(string name) =>
        Disabled.Contains(name) ? throw new RequestFailedException(403, "disabled")
        : Deleted.Contains(name) ? throw new RequestFailedException(404, "gone")
        : Task.FromResult(Response.FromValue(new KeyVaultSecret(name, Secrets[name]), Mock.Of<Response>()));
}
