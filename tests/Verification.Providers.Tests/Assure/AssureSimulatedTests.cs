using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>Every path from opening to deletion against the simulator, judged by its ledger.</summary>
public sealed class AssureSimulatedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("assure.signicatpictureid", "document")]
    [InlineData("assure.signicatpictureid", "documentSelfie")]
    [InlineData("assure.onfido", "document")]
    [InlineData("assure.onfido", "documentSelfie")]
    [InlineData("assure.signicatpaper", "document")]
    public async Task Upload_EveryProvider_EndsAcceptedAndLeavesNothing(string name, string processType)
    {
        await using var world = await SimulatedAssure.StartAsync();
        var provider = world.Assure.Catalog.Get(name);

        await RunUploadAsync(world, provider, processType, "accepted", ProviderState.Decided, Decision.Accepted);
    }

    [Theory]
    [InlineData("rejected", ProviderState.Decided, Decision.Rejected)]
    [InlineData("inconclusive", ProviderState.Decided, Decision.Inconclusive)]
    [InlineData("failed", ProviderState.Failed, null)]
    [InlineData("consent-denied", ProviderState.Failed, null)]
    [InlineData("canceled", ProviderState.Canceled, null)]
    [InlineData("flaky", ProviderState.Decided, Decision.Accepted)]
    [InlineData("throttled", ProviderState.Decided, Decision.Accepted)]
    [InlineData("expired-token", ProviderState.Decided, Decision.Accepted)]
    [InlineData("reset", ProviderState.Decided, Decision.Accepted)]
    [InlineData("proxy-error", ProviderState.Decided, Decision.Accepted)]
    [InlineData("truncated", ProviderState.Decided, Decision.Accepted)]
    [InlineData("oversized", ProviderState.Decided, Decision.Accepted)]
    [InlineData("unknown-fields", ProviderState.Decided, Decision.Accepted)]
    [InlineData("unknown-status", ProviderState.Decided, Decision.Accepted)]
    [InlineData("open-ambiguous", ProviderState.Decided, Decision.Accepted)]
    [InlineData("start-ambiguous", ProviderState.Decided, Decision.Accepted)]
    [InlineData("start-lost", ProviderState.Decided, Decision.Accepted)]
    [InlineData("delete-fails-twice", ProviderState.Decided, Decision.Accepted)]
    public async Task Upload_EveryScenario_EndsAsItShouldWithOnePaidStart(string scenario, ProviderState state, Decision? decision)
    {
        await using var world = await SimulatedAssure.StartAsync();

        await RunUploadAsync(world, world.Assure.PictureId, "documentSelfie", scenario, state, decision);
    }

    [Theory]
    [InlineData("assure.onfido", "documentVideo")]
    [InlineData("assure.signicatvideoid", "high")]
    [InlineData("assure.eid", "unattended")]
    [InlineData("assure.eid", "attended")]
    [InlineData("assure.readid", "ready")]
    public async Task Sdk_EveryProvider_EndsAccepted(string name, string processType)
    {
        await using var world = await SimulatedAssure.StartAsync();
        var provider = world.Assure.Catalog.Get(name);
        var session = await world.OpenAsync(provider, CapturePath.Sdk, Options(processType), "accepted");

        await world.CaptureWithSdkAsync(session.Token!);
        session = await provider.SubmitAsync(session, [], Stop);
        await world.StartAsync(provider, session);

        await EndAsync(world, provider, session, Decision.Accepted);
    }

    [Fact]
    public async Task Sdk_FaceTec_SendsTheFaceMapWithTheStart()
    {
        await using var world = await SimulatedAssure.StartAsync();
        var provider = world.Assure.Catalog.Get("assure.facetec");
        var session = await world.OpenAsync(provider, CapturePath.Sdk, Options(null), "accepted");
        var faceMap = new JsonObject { ["faceScan"] = "AAAA", ["auditTrailImage"] = "AAAA", ["lowQualityAuditTrailImage"] = "AAAA" };

        session = await provider.SubmitAsync(session, new JsonObject { ["facetecEnrollmentRequest"] = faceMap }, Stop);
        await world.StartAsync(provider, session);

        await EndAsync(world, provider, session, Decision.Accepted);
    }

    [Theory]
    [InlineData("assure.signicatpictureid", null)]
    [InlineData("assure.onfido", null)]
    [InlineData("assure.signicatpaper", null)]
    [InlineData("assure.signicatvideoid", null)]
    [InlineData("assure.eid", null)]
    [InlineData("assure.readid", null)]
    [InlineData("assure.webid", null)]
    [InlineData("assure.signicatvideoid", "readid")]
    public async Task Hosted_EveryProvider_FindsTheProcessInTheDossier(string name, string? second)
    {
        await using var world = await SimulatedAssure.StartAsync();
        var provider = world.Assure.Catalog.Get(name);
        var request = Options(null);
        if (second is not null)
        {
            request.ProviderOptions["second"] = new JsonObject { ["provider"] = second };
        }

        var session = await world.OpenAsync(provider, CapturePath.Hosted, request, "accepted");
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(provider, session)).State);
        await world.CaptureOnPageAsync(session.CaptureUrl!);
        await world.StartAsync(provider, session);

        await EndAsync(world, provider, session, Decision.Accepted, paid: second is null ? 1 : 2);
    }

    [Fact]
    public async Task Hosted_PersonLeaves_IsCanceled()
    {
        await using var world = await SimulatedAssure.StartAsync();
        var session = await world.OpenAsync(world.Assure.PictureId, CapturePath.Hosted, Options(null), "accepted");

        await world.CaptureOnPageAsync(session.CaptureUrl!, "cancel");

        Assert.Equal(ProviderState.Canceled, (await world.ProgressAsync(world.Assure.PictureId, session)).State);
    }

    [Fact]
    public async Task Notifications_CallbackAndEvent_AreAuthenticAndNameTheVerification()
    {
        await using var world = await SimulatedAssure.StartAsync();
        await RunUploadAsync(world, world.Assure.PictureId, "document", "accepted", ProviderState.Decided, Decision.Accepted);
        await AssureHarness.UntilAsync(() => world.Inbox.Received.Count == 2);

        foreach (var webhook in world.Inbox.Received)
        {
            var reading = await world.Assure.PictureId.ReadWebhookAsync(webhook, Stop);

            Assert.True(reading.Authentic);
            Assert.Equal(world.Assure.Id, reading.Hint!.Verification);
            Assert.NotNull(reading.Hint.SessionKey);
        }
    }

    [Fact]
    public async Task Notifications_Forged_AreRefused()
    {
        await using var world = await SimulatedAssure.StartAsync();
        await RunUploadAsync(world, world.Assure.PictureId, "document", "forged-webhook", ProviderState.Decided, Decision.Rejected);
        await AssureHarness.UntilAsync(() => world.Inbox.Received.Count >= 4);

        var authentic = 0;
        foreach (var webhook in world.Inbox.Received)
        {
            authentic += (await world.Assure.PictureId.ReadWebhookAsync(webhook, Stop)).Authentic ? 1 : 0;
        }

        Assert.Equal(2, authentic);
    }

    [Fact]
    public async Task GetDocumentTypes_OfTheSimulator_AreRead()
    {
        await using var world = await SimulatedAssure.StartAsync();

        var types = await world.Assure.PictureId.GetDocumentTypesAsync(Stop);

        Assert.Contains(new DocumentType("137", "Passport", "2021", "NLD", "Netherlands"), types);
    }

    private static async Task RunUploadAsync(
        SimulatedAssure world, IVerificationProvider provider, string processType, string scenario, ProviderState state, Decision? decision)
    {
        var request = Options(processType);
        Assert.Empty(provider.Validate(request, CapturePath.Upload));
        var session = await world.OpenAsync(provider, CapturePath.Upload, request, scenario);
        await world.UploadAsync(provider, session, [.. provider.NeededImages(request)]);
        await world.StartAsync(provider, session);
        await EndAsync(world, provider, session, decision, state);
    }

    private static async Task EndAsync(
        SimulatedAssure world,
        IVerificationProvider provider,
        ProviderSession session,
        Decision? decision,
        ProviderState state = ProviderState.Decided,
        int paid = 1)
    {
        var progress = await world.EndAsync(provider, session);
        Assert.Equal((state, decision), (progress.State, progress.Decision));
        if (decision is not null)
        {
            var result = await world.AgainAsync(() => provider.GetResultAsync(session, Stop));
            Assert.Equal(decision, result.Decision);
            Assert.Equal(decision is not Decision.Accepted, result.Reasons.Count > 0);
            if (decision is Decision.Accepted && provider.Descriptor.Name is not "assure.facetec")
            {
                Assert.Equal(("JANSEN", "NLD"), (result.Person?.LastName, result.Document?.IssuingCountry));
            }
        }

        Assert.Equal(DeletionOutcome.Deleted, await DeleteAsync(world, provider, session));
        Assert.Equal(ProviderState.Gone, (await world.ProgressAsync(provider, session)).State);
        var ledger = await world.LedgerAsync();
        Assert.Equal(
            (paid, 1, 0), (ledger.VerificationsStarted, ledger.SessionsOpened, ledger.SessionsOpen));
    }

    private static Task<DeletionOutcome> DeleteAsync(SimulatedAssure world, IVerificationProvider provider, ProviderSession session) =>
        world.AgainAsync(() => provider.DeleteAsync(session, Stop));

    private static VerificationRequest Options(string? processType) => Request(
        documentId: "136",
        type: "identityCard",
        country: "NLD",
        processType: processType,
        options: new JsonObject { ["location"] = new JsonObject { ["countryOfResidence"] = "NLD" } });
}
