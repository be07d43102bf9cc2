using System.Net;
using Verification.Core.Providers;
using Verification.Providers.Assure;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

public sealed class AssureClientTests : IAsyncDisposable
{
    private const string Route = $"GET {OneProcess}/images/front";
    private static readonly byte[] Image = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task GetImage_Bytes_AreReturned()
    {
        _assure.Http.Once(Route, _ => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(Image) }));

        Assert.Equal(Image, await GetImageAsync());
    }

    [Theory]
    [InlineData("""{"front":"data:image/jpeg;base64,/9j/4AECAw=="}""")]
    [InlineData("""{"kind":"front","image":"data:image/jpeg;base64,/9j/4AECAw=="}""")]
    [InlineData("\"data:image/jpeg;base64,/9j/4AECAw==\"")]
    public async Task GetImage_DataUrl_IsDecoded(string body)
    {
        _assure.Http.Once(Route, HttpStatusCode.OK, body);

        Assert.Equal(Image, await GetImageAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"front":"data:image/jpeg;base64,???"}""")]
    public async Task GetImage_NoImageInTheAnswer_IsAProtocolError(string body)
    {
        _assure.Http.Once(Route, HttpStatusCode.OK, body);

        Assert.Equal(ProviderErrorKind.Protocol, (await Assert.ThrowsAsync<ProviderException>(GetImageAsync)).Kind);
    }

    [Fact]
    public async Task GetImage_NotThere_IsNull()
    {
        _assure.Http.Once(Route, HttpStatusCode.NotFound);

        Assert.Null(await GetImageAsync());
    }

    private Task<byte[]?> GetImageAsync() => _assure.Get<AssureClient>().GetImageAsync(Dossier, Process, "front", Stop);
}
