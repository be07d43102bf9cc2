using Microsoft.Extensions.Options;
using Moq;
using Verification.Api.Clients;

namespace Verification.Api.Tests.Clients;

public sealed class AuthenticatorTests
{
    private readonly Mock<IOptionsMonitor<ClientsOptions>> _options = new();
    private Action<ClientsOptions, string?>? _changed;

    [Fact]
    public void Find_EachLiveKey_IsItsClient()
    {
        var (first, second, other) = (ApiKey.New(), ApiKey.New(), ApiKey.New());
        using var authenticator = CreateSut(new ClientsOptions
        {
            ["shop"] = new() { Keys = { first.Digest, second.Digest.ToUpperInvariant() }, Scopes = { Scopes.Read, Scopes.Write } },
            ["bank"] = new() { Keys = { other.Digest } },
        });

        Assert.Equal("shop", authenticator.Find(first.Value)?.Name);
        Assert.Equal(Scopes.Read | Scopes.Write, authenticator.Find(second.Value)?.Scopes);
        Assert.Equal(Scopes.All & ~Scopes.Operator, authenticator.Find(other.Value)?.Scopes);
        Assert.Null(authenticator.Find(ApiKey.New().Value));
        Assert.Null(authenticator.Find(first.Digest));
    }

    [Fact]
    public void Find_AfterConfigurationChanged_KnowsTheNewKeysOnly()
    {
        var (former, next) = (ApiKey.New(), ApiKey.New());
        using var authenticator = CreateSut(new ClientsOptions { ["shop"] = new() { Keys = { former.Digest } } });

        _changed!(new ClientsOptions { ["shop"] = new() { Keys = { next.Digest } } }, null);

        Assert.Null(authenticator.Find(former.Value));
        Assert.Equal("shop", authenticator.Find(next.Value)?.Name);
    }

    [Theory]
    [InlineData("Shop", 64, false)]
    [InlineData("sh/op", 64, false)]
    [InlineData("", 64, false)]
    [InlineData("shop", 63, false)]
    [InlineData("shop-2", 64, true)]
    public void Validate_NamesAndDigests(string name, int digits, bool valid)
    {
        var options = new ClientsOptions { [name] = new() { Keys = { new string('a', digits) } } };

        Assert.Equal(valid, new ClientsOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void New_Keys_DifferAndDoNotShowInText()
    {
        var key = ApiKey.New();

        Assert.StartsWith("vk_", key.Value, StringComparison.Ordinal);
        Assert.Equal(46, key.Value.Length);
        Assert.NotEqual(key.Value, ApiKey.New().Value);
        Assert.DoesNotContain(key.Value, $"{key}", StringComparison.Ordinal);
    }

    private Authenticator CreateSut(ClientsOptions clients)
    {
        _options.Setup(options => options.CurrentValue).Returns(clients);
        _options.Setup(options => options.OnChange(It.IsAny<Action<ClientsOptions, string?>>()))
            .Callback<Action<ClientsOptions, string?>>(changed => _changed = changed);
        return new Authenticator(_options.Object);
    }
}
