using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

public sealed class AssureArchiveTests : IAsyncDisposable
{
    private const string OtherProcess = "2c1f3d7b-8a1f-4e8f-9a54-7a3b5c3a0b21";
    private static readonly byte[] Zip = [0x50, 0x4B, 5, 6, .. new byte[18]];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task OpenArchive_WebIdRightAfterItsEnd_IsNotReadyYet()
    {
        var webid = _assure.Catalog.Get("assure.webid");
        ScriptWebId(0);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => webid.OpenArchiveAsync(_assure.Session, Stop));

        Assert.Equal((ProviderErrorKind.Transient, "provider.archivePending"), (exception.Kind, exception.Code.ToString()));
    }

    [Theory]
    [InlineData("assure.webid", 601)]
    [InlineData("assure.onfido", 0)]
    public async Task OpenArchive_NoZipAndNoneToBeExpected_IsNoReasonToWait(string provider, int age)
    {
        ScriptWebId(age);
        _assure.Http.Always($"GET {OneProcess}/images/front", HttpStatusCode.NotFound);
        _assure.Http.Always($"GET {OneProcess}/images/back", HttpStatusCode.BadRequest);
        _assure.Http.Always($"GET {OneProcess}/images/selfie", HttpStatusCode.OK, "{}");
        _assure.Http.Always($"GET {OneProcess}/images/portrait", HttpStatusCode.NotFound);

        Assert.Null(await _assure.Catalog.Get(provider).OpenArchiveAsync(_assure.Session, Stop));
    }

    /// <param name="told">What the provider calls itself; whoever unpacks the archive trusts its names, so no file has that one.</param>
    [Theory]
    [InlineData("signicatpictureid")]
    [InlineData("../../etc")]
    public async Task OpenArchive_RejectedWithoutZip_HoldsTheImages(string told)
    {
        _assure.Http.Once(
            $"GET {OneProcess}", HttpStatusCode.OK, $$"""{"processId":"{{Process}}","provider":"{{told}}","status":"rejected"}""");
        _assure.Http.Once($"GET {OneProcess}/download", HttpStatusCode.Conflict);
        Script($"GET {OneProcess}/images/front", Jpeg);
        _assure.Http.Once($"GET {OneProcess}/images/back", HttpStatusCode.NotFound);
        _assure.Http.Once($"GET {OneProcess}/images/selfie", HttpStatusCode.NotFound);
        _assure.Http.Once($"GET {OneProcess}/images/portrait", HttpStatusCode.NotFound);

        await using var archive = await _assure.PictureId.OpenArchiveAsync(_assure.Session, Stop);

        using var zip = new ZipArchive(archive!, ZipArchiveMode.Read);
        Assert.Equal(["signicatpictureid/front.jpg"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(Jpeg.Length, zip.Entries[0].Length);
    }

    [Fact]
    public async Task OpenArchive_TwoProviders_HoldsTheZipOfEach()
    {
        var videoId = _assure.Catalog.Get("assure.signicatvideoid");
        _assure.Http.Once($"POST {OneDossier}/capture", HttpStatusCode.OK, """{"url":"https://acme.example/capture"}""");
        var options = new JsonObject { ["second"] = new JsonObject { ["provider"] = "readid" } };
        var session = await videoId.OpenSessionAsync(
            _assure.Open(CapturePath.Hosted, Request(options: options), new ProviderSession(Dossier)), NoProgress, Stop);
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.OK, $$"""
            {"dossierId":"{{Dossier}}","processes":[
              {"processId":"{{Process}}","provider":"signicatvideoid"},{"processId":"{{OtherProcess}}","provider":"readid"}]}
            """);
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, $$"""{"processId":"{{Process}}","provider":"signicatvideoid"}""");
        _assure.Http.Once(
            $"GET {Processes}/{OtherProcess}", HttpStatusCode.OK, $$"""{"processId":"{{OtherProcess}}","provider":"readid"}""");
        Script($"GET {OneProcess}/download", Zip);
        Script($"GET {Processes}/{OtherProcess}/download", Zip);

        await using var archive = await videoId.OpenArchiveAsync(session, Stop);

        using var zip = new ZipArchive(archive!, ZipArchiveMode.Read);
        Assert.Equal(
            [("signicatvideoid.zip", Zip.Length), ("readid.zip", Zip.Length)],
            zip.Entries.Select(entry => (entry.FullName, (int)entry.Length)));
    }

    private void ScriptWebId(int age)
    {
        var updated = _assure.Clock.GetUtcNow().AddSeconds(-age);
        _assure.Http.Once(
            $"GET {OneProcess}", HttpStatusCode.OK,
            $$"""{"processId":"{{Process}}","status":"accepted","updatedAt":"{{updated:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
        _assure.Http.Once($"GET {OneProcess}/download", HttpStatusCode.NotFound);
    }

    private void Script(string route, byte[] body) =>
        _assure.Http.Once(route, _ => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(body) }));
}
