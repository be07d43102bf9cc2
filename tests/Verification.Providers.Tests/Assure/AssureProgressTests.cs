using System.Net;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>Where a session stands.</summary>
public sealed class AssureProgressTests : IAsyncDisposable
{
    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Theory]
    [InlineData("pending", ProviderState.Pending, null)]
    [InlineData("processing", ProviderState.Processing, null)]
    [InlineData("accepted", ProviderState.Decided, Decision.Accepted)]
    [InlineData("rejected", ProviderState.Decided, Decision.Rejected)]
    [InlineData("inconclusive", ProviderState.Decided, Decision.Inconclusive)]
    [InlineData("canceled", ProviderState.Canceled, null)]
    [InlineData("not_matched", ProviderState.Processing, null)]
    [InlineData("something new", ProviderState.Processing, null)]
    public async Task GetProgress_Status_IsMapped(string status, ProviderState state, Decision? decision)
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, ProcessJson(status));

        Assert.Equal(new ProviderProgress(state, decision), await _assure.PictureId.GetProgressAsync(_assure.Session, Stop));
    }

    [Theory]
    [InlineData(""","failReason":{"type":"USER_CONSENT_DENIED","message":"Consent was refused."}""", "provider.userConsentDenied")]
    [InlineData(""","failReason":{"type":"Anna Maria Jansen"}""", "provider.failed")]
    [InlineData(""","failReason":{"type":"___"}""", "provider.failed")]
    [InlineData(""","failReason":"text" """, "provider.failed")]
    [InlineData("", "provider.failed")]
    public async Task GetProgress_Failed_SaysWhyByCodeOnly(string more, string reason)
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, ProcessJson("failed", more));

        var progress = await _assure.PictureId.GetProgressAsync(_assure.Session, Stop);

        Assert.Equal(new ProviderProgress(ProviderState.Failed, Reason: reason), progress);
    }

    [Fact]
    public async Task GetProgress_ProcessIsNotThere_IsGone()
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.NotFound);

        Assert.Equal(ProviderState.Gone, (await _assure.PictureId.GetProgressAsync(_assure.Session, Stop)).State);
    }
}
