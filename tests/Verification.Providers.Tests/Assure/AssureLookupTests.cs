using System.Net;
using Verification.Core.Providers;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>A session found again by the reference that it was opened with.</summary>
public sealed class AssureLookupTests : IAsyncDisposable
{
    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task FindSession_ReferenceInTheList_ReadsTheDossier()
    {
        var reference = $"{_assure.Id} case-1042";
        _assure.Http.Once($"GET {Dossiers}", HttpStatusCode.OK, $$"""
            [{"dossierId":"other","externalReference":"{{reference}} #2"},{"dossierId":"{{Dossier}}","externalReference":"{{reference}}"},17]
            """);
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.OK, $$"""
            {"dossierId":"{{Dossier}}","externalReference":"{{reference}}","processes":[{{ProcessJson("pending")}}]}
            """);

        Assert.Equal(_assure.Session, await _assure.PictureId.FindSessionAsync(reference, Stop));
    }

    [Fact]
    public async Task FindSession_ListWithoutReferences_ReadsDossiersOneByOne()
    {
        var reference = $"{_assure.Id} case-1042";
        _assure.Http.Once($"GET {Dossiers}", HttpStatusCode.OK, $$"""[{"id":"other"},{"id":"{{Dossier}}"}]""");
        _assure.Http.Once($"GET {Dossiers}/other", HttpStatusCode.NotFound);
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.OK, $$"""{"dossierId":"{{Dossier}}","externalReference":"{{reference}}"}""");

        Assert.Equal(new ProviderSession(Dossier), await _assure.PictureId.FindSessionAsync(reference, Stop));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "{}")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    public async Task FindSession_CannotBeAsked_IsNull(HttpStatusCode status, string body)
    {
        _assure.Http.Once($"GET {Dossiers}", status, body);

        Assert.Null(await _assure.PictureId.FindSessionAsync("reference", Stop));
    }

    [Fact]
    public async Task FindSession_TokenRefusedTwice_IsNotTakenForNothing()
    {
        _assure.Http.Once($"GET {Dossiers}", HttpStatusCode.Unauthorized, "{}");
        _assure.Http.Once($"GET {Dossiers}", HttpStatusCode.Unauthorized, "{}");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => _assure.PictureId.FindSessionAsync("reference", Stop));

        Assert.Equal(ProviderErrorKind.Unauthorized, exception.Kind);
    }
}
