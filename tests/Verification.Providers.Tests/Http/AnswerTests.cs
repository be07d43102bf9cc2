using System.Net;
using Verification.Core.Providers;
using Verification.Providers.Tests.Assure;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Http;

/// <summary>Answers that are not what they should be, seen from an adapter.</summary>
public sealed class AnswerTests : IAsyncDisposable
{
    private const string Read = $"GET {OneProcess}";

    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, "")]
    [InlineData(HttpStatusCode.OK, "[1,2]")]
    [InlineData(HttpStatusCode.OK, """{"processId":"../../admin","status":"accepted"}""")]
    [InlineData(HttpStatusCode.OK, """{"processId":"\ud800","status":"accepted"}""")]
    [InlineData(HttpStatusCode.Redirect, null)]
    public async Task Answer_NotAsDocumented_IsAProtocolError(HttpStatusCode status, string? body)
    {
        _assure.Http.Once(Read, status, body);

        var exception = await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        AssertFailure(exception, ProviderErrorKind.Protocol, "provider.protocol", mayHaveTakenEffect: false);
    }

    [Fact]
    public async Task Answer_LargerThanAllowed_IsNotReadToItsEnd()
    {
        var content = new EndlessContent();
        _assure.Http.Once(Read, _ => Task.FromResult(new HttpResponseMessage { Content = content }));

        var exception = await _assure.FailureOf(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        AssertFailure(exception, ProviderErrorKind.Protocol, "provider.answerTooLarge", mayHaveTakenEffect: false);
        Assert.InRange(content.BytesWritten, 1, 11 * 1024 * 1024);
        Assert.Equal(1, _assure.Http.Count(Read));
    }

    [Fact]
    public async Task Answer_TruncatedOnce_IsReadAgain()
    {
        _assure.Http
            .Once(Read, _ => Task.FromResult(new HttpResponseMessage { Content = new TruncatedContent() }))
            .Once(Read, HttpStatusCode.OK, ProcessJson("accepted"));

        var progress = await _assure.RunAsync(_assure.PictureId.GetProgressAsync(_assure.Session, Stop));

        Assert.Equal(ProviderState.Decided, progress.State);
    }

    private sealed class EndlessContent : HttpContent
    {
        public long BytesWritten { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = new byte[64 * 1024];
            while (true)
            {
                await stream.WriteAsync(block);
                BytesWritten += block.Length;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class TruncatedContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            Task.FromException(new HttpIOException(HttpRequestError.ResponseEnded));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
