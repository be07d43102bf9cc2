using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;
using SimulatorOptions = Verification.Simulators.Assure.AssureOptions;

namespace Verification.Providers.Tests.Assure;

/// <summary>What no document says of Assure, one way and the other: the adapter gets through all the same.</summary>
public sealed class AssureUnknownsTests
{
    private static readonly Dictionary<string, Action<SimulatorOptions>> Unknowns = new()
    {
        ["success codes"] = options =>
            (options.CreateStatus, options.ImagesStatus, options.StartStatus, options.CaptureStatus, options.DeleteStatus) =
            (200, 204, 202, 201, 200),
        ["error media type"] = options => options.ErrorMediaType = "application/problem+json",
        ["no reference given back"] = options => options.EchoExternalReference = false,
        ["images as data URLs, zip of accepted ones only"] = options =>
            (options.ImagesAsDataUrls, options.DownloadAcceptedOnly) = (true, true),
        ["tokens of one second"] = options => options.TokenLifetime = TimeSpan.FromSeconds(1),
        ["token refused with 403"] = options => options.BadTokenStatus = 403,
        ["events name the dossier"] = options => options.Events.ReferenceIsDossierId = true,
    };

    public static TheoryData<string> Names => [.. Unknowns.Keys];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Upload_EitherWay_EndsWithResultArchiveAndNothingLeft(string unknown)
    {
        await using var world = await SimulatedAssure.StartAsync("assure.signicatpictureid", Unknowns[unknown]);
        var session = await world.OpenAsync(CapturePath.Upload, "rejected", Request("137"));
        await world.UploadAsync(session, ImageKind.Front);
        await world.StartAsync(session);
        world.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(ProviderState.Decided, (await world.EndAsync(session)).Progress.State);
        await using var archive = await world.AgainAsync(() => world.Provider.OpenArchiveAsync(session, Stop));
        Assert.NotNull(archive);
        foreach (var webhook in await world.Inbox.AtLeastAsync(2))
        {
            var hint = (await world.Provider.ReadWebhookAsync(webhook, Stop)).Hint;
            Assert.True(hint?.Verification == SimulatedProvider.Id() || hint?.SessionKey == session.Key);
        }

        await world.AssertEndsAsync(session, Decision.Rejected);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hosted_EitherWay_EndsAccepted(string unknown)
    {
        await using var world = await SimulatedAssure.StartAsync("assure.webid", Unknowns[unknown]);
        var session = await world.OpenAsync(CapturePath.Hosted, "accepted", Request(null));
        await world.CaptureOnPageAsync(session.CaptureUrl!);

        await world.AssertEndsAsync(session, Decision.Accepted);
    }

    [Fact]
    public async Task Upload_TokenExpiresInTheMiddle_GoesOnWhateverTheCode()
    {
        await using var world = await SimulatedAssure.StartAsync(
            "assure.signicatpictureid", options => options.BadTokenStatus = 403);
        var session = await world.OpenAsync(CapturePath.Upload, "expired-token", Request("137"));
        await world.UploadAsync(session, ImageKind.Front);
        await world.StartAsync(session);

        await world.AssertEndsAsync(session, Decision.Accepted);
    }

    [Fact]
    public async Task Hosted_NobodyComes_EndsAsAssureEndsIt()
    {
        await using var world = await SimulatedAssure.StartAsync(
            "assure.signicatpaper", options => options.AbandonedAfter = TimeSpan.FromHours(1));
        var session = await world.OpenAsync(CapturePath.Hosted, "accepted", Request(null));
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.AssertEndsAsync(session, null, ProviderState.Canceled, paid: 0);
    }

    [Fact]
    public async Task Progress_AssureHasDeletedByItself_IsGoneAndNoDecision()
    {
        await using var world = await SimulatedAssure.StartAsync(
            "assure.signicatpictureid", options => options.Retention = TimeSpan.FromDays(1));
        var session = await world.OpenAsync(CapturePath.Upload, "accepted", Request("137"));
        world.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new ProviderProgress(ProviderState.Gone), await world.ProgressAsync(session));
        Assert.Equal(DeletionOutcome.AlreadyGone, await world.AgainAsync(() => world.Provider.DeleteAsync(session, Stop)));
    }
}
