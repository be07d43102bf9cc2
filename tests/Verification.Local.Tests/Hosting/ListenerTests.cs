using System.Net;
using System.Net.Sockets;
using Verification.Local.Commands;
using Verification.Local.Hosting;

namespace Verification.Local.Tests.Hosting;

public sealed class ListenerTests
{
    [Fact]
    public void Bind_PortZero_TakesAFreePortAndSaysWhich()
    {
        using var one = Bind("http://127.0.0.1:0");
        using var other = Bind("http://127.0.0.1:0");

        Assert.NotEqual(one.Url.Port, other.Url.Port);
        Assert.NotEqual(0, one.Url.Port);
    }

    [Fact]
    public void Bind_PortInUse_NamesThePort()
    {
        using var first = Bind("http://127.0.0.1:0");

        var refused = Assert.Throws<CommandException>(() => Bind($"http://127.0.0.1:{first.Url.Port}"));

        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.StartsWith($"Port {first.Url.Port} is in use;", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_OneOfSeveralInUse_GivesTheOthersBack()
    {
        using var taken = Bind("http://127.0.0.1:0");
        using var free = Bind("http://127.0.0.1:0");
        free.Dispose();

        Assert.Throws<CommandException>(() => Bind($"{free.Url};{taken.Url}"));

        using var again = Bind(free.Url.AbsoluteUri);
    }

    [Fact]
    public void Bind_AddressOfAnotherMachine_SaysSo()
    {
        // 192.0.2.0/24 is kept for documentation (RFC 5737), so that no machine has it.
        var refused = Assert.Throws<CommandException>(() => Bind("http://192.0.2.1:0"));

        Assert.StartsWith("192.0.2.1 is not an address of this machine;", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://0.0.0.0:0", false)]
    [InlineData("http://*:0", false)]
    [InlineData("http://127.0.0.1:0;http://*:0", false)]
    public void IsLoopback_OfAddresses_IsTrueOnlyWhenNobodyElseCanConnect(string urls, bool expected)
    {
        using var listener = Bind(urls);

        Assert.Equal(expected, listener.IsLoopback);
    }

    [Fact]
    public async Task Url_OfAWildcard_ReachesThisProcess()
    {
        using var listener = Bind("http://*:0");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        await socket.ConnectAsync(IPAddress.Parse(listener.Url.Host), listener.Url.Port, TestContext.Current.CancellationToken);

        Assert.True(socket.Connected);
    }

    private static Listener Bind(string urls) => Listener.Bind(ListenUrls.Parse(urls));
}
