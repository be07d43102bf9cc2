using Verification.Local.Hosting;

namespace Verification.Local.Tests.Hosting;

public sealed class ListenUrlsTests
{
    [Theory]
    [InlineData("http://localhost:7071", "localhost", 7071)]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("http://[::1]:7071/", "[::1]", 7071)]
    [InlineData("http://*:80", "*", 80)]
    [InlineData("http://machine", "machine", 80)]
    public void Parse_Address_IsTaken(string text, string host, int port)
    {
        var address = Assert.Single(ListenUrls.Parse(text).Addresses);

        Assert.Equal((host, port), (address.Host, address.Port));
    }

    [Fact]
    public void Parse_Several_AreSeparatedBySemicolons() =>
        Assert.Equal([7071, 7072], ListenUrls.Parse("http://localhost:7071; http://localhost:7072;").Addresses.Select(address => address.Port));

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("localhost:7071")]
    [InlineData("https://localhost:7071")]
    [InlineData("http://localhost:7071/path")]
    [InlineData("http://localhost:port")]
    [InlineData("http://localhost:-1")]
    [InlineData("http://localhost:65536")]
    [InlineData("http://unix:/tmp/socket")]
    [InlineData("http://localhost:7071;nonsense")]
    public void Parse_NoAddress_SaysHowOneIsWritten(string text)
    {
        var exception = Assert.Throws<FormatException>(() => ListenUrls.Parse(text));

        Assert.Contains("http://localhost:7071", exception.Message, StringComparison.Ordinal);
    }
}
