using Microsoft.Extensions.Configuration;
using Verification.Local.Commands;
using Verification.Local.Hosting;

namespace Verification.Local.Tests.Hosting;

public sealed class DevelopmentKeyTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    private string KeyFile => Path.Combine(_data.FullName, "development.key");

    [Fact]
    public void GetOrCreate_Again_IsTheSameKey() =>
        Assert.Equal(DevelopmentKey.GetOrCreate(_data.FullName), DevelopmentKey.GetOrCreate(_data.FullName));

    [Fact]
    public void GetOrCreate_OtherFolder_IsAnotherKey() => Assert.NotEqual(
        DevelopmentKey.GetOrCreate(_data.FullName), DevelopmentKey.GetOrCreate(Path.Combine(_data.FullName, "other")));

    [Theory]
    [InlineData("")]
    [InlineData("vk_cut")]
    public void GetOrCreate_CrashWhileItWasWritten_MakesANewOne(string left)
    {
        File.WriteAllText(KeyFile, left);

        var key = DevelopmentKey.GetOrCreate(_data.FullName);

        Assert.NotEqual(left, key.Text);
        Assert.Equal(key, DevelopmentKey.GetOrCreate(_data.FullName));
    }

    [Fact]
    public void GetOrCreate_AnotherProcessIsAtIt_SaysSo()
    {
        using var other = PrivateFile.Open(KeyFile);

        var refused = Assert.Throws<CommandException>(() => DevelopmentKey.GetOrCreate(_data.FullName));

        Assert.StartsWith($"The data folder {_data.FullName} cannot be used", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", false, true)]
    [InlineData("http://127.0.0.1:0", true, true)]
    [InlineData("http://*:0", false, true)]
    [InlineData("http://*:0", true, false)]
    public void IsWanted_BeyondThisMachine_OnlyWhereNobodyCouldUseTheApiOtherwise(string url, bool clients, bool expected)
    {
        using var listener = Listener.Bind(ListenUrls.Parse(url));
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(clients ? [new("Clients:shop:Keys:0", new string('a', 64))] : [])
            .Build();

        Assert.Equal(expected, DevelopmentKey.IsWanted(settings, listener));
    }

    public void Dispose() => _data.Delete(recursive: true);
}
