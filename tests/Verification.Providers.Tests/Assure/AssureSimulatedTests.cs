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
        await using var world = await SimulatedAssure.StartAsync(name);

        await RunUploadAsync(world, processType, "accepted", Decision.Accepted);
    }

    [Fact]
    public async Task Upload_EnterprisePlatform_IsAMatterOfSettings()
    {
        await using var world = await SimulatedAssure.StartAsync(
            "assure.onfido",
            ("TokenUrl", "http://localhost/assure-api/oidc/token"),
            ("Scope", "client.assure.api client.capture.api"));

        await RunUploadAsync(world, "documentSelfie", "accepted", Decision.Accepted);
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

        await RunUploadAsync(world, "documentSelfie", scenario, decision, state);
    }

    [Theory]
    [InlineData("assure.onfido", "documentVideo")]
    [InlineData("assure.signicatvideoid", "high")]
    [InlineData("assure.eid", "unattended")]
    [InlineData("assure.eid", "attended")]
    [InlineData("assure.readid", "ready")]
    public async Task Sdk_EveryProvider_EndsAccepted(string name, string processType)
    {
        await using var world = await SimulatedAssure.StartAsync(name);
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted", Options(processType));

        await world.CaptureWithSdkAsync(session.Token!);
        session = await world.Provider.SubmitAsync(session, [], Stop);
        await world.StartAsync(session);

        await AssertEndsAsync(world, session, Decision.Accepted);
    }

    [Fact]
    public async Task Sdk_FaceTec_SendsTheFaceMapWithTheStart()
    {
        await using var world = await SimulatedAssure.StartAsync("assure.facetec");
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted", Options(null));
        var faceMap = new JsonObject { ["faceScan"] = "AAAA", ["auditTrailImage"] = "AAAA", ["lowQualityAuditTrailImage"] = "AAAA" };

        session = await world.Provider.SubmitAsync(session, new JsonObject { ["facetecEnrollment"] = faceMap }, Stop);
        await world.StartAsync(session);

        await AssertEndsAsync(world, session, Decision.Accepted);
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
    [InlineData("assure.signicatpaper", "signicatpictureid")]
    [InlineData("assure.signicatpictureid", "onfido")]
    [InlineData("assure.onfido", "signicatvideoid")]
    public async Task Hosted_EveryProvider_FindsTheProcessInTheDossier(string name, string? second)
    {
        await using var world = await SimulatedAssure.StartAsync(name);
        var request = Options(null);
        if (second is not null)
        {
            var options = new JsonObject { ["provider"] = second };
            if (second is "onfido")
            {
                options["location"] = new JsonObject { ["countryOfResidence"] = "NLD" };
                request.ProviderOptions["sdk"] = "onfido";
            }

            request.ProviderOptions["second"] = options;
        }

        var session = await world.OpenAsync(CapturePath.Hosted, "accepted", request);
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);
        await world.CaptureOnPageAsync(session.CaptureUrl!);
        await world.StartAsync(session);

        await AssertEndsAsync(world, session, Decision.Accepted, paid: second is null ? 1 : 2);
    }

    [Fact]
    public async Task Hosted_WebId_ArchiveIsThereOnceTheProviderHasIt()
    {
        await using var world = await SimulatedAssure.StartAsync("assure.webid");
        var session = await world.OpenAsync(CapturePath.Hosted, "accepted", Options(null));
        await world.CaptureOnPageAsync(session.CaptureUrl!);
        await world.EndAsync(session);

        var tooEarly = await Assert.ThrowsAsync<ProviderException>(() => world.Provider.OpenArchiveAsync(session, Stop));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var archive = await world.Provider.OpenArchiveAsync(session, Stop);

        Assert.Equal(ProviderErrorKind.Transient, tooEarly.Kind);
        Assert.NotNull(archive);
    }

    [Fact]
    public async Task Hosted_PersonLeaves_IsCanceled()
    {
        await using var world = await SimulatedAssure.StartAsync();
        var session = await world.OpenAsync(CapturePath.Hosted, "accepted", Options(null));

        await world.CaptureOnPageAsync(session.CaptureUrl!, "cancel");

        Assert.Equal(ProviderState.Canceled, (await world.ProgressAsync(session)).State);
    }

    [Fact]
    public async Task Notifications_CallbackAndEvent_AreAuthenticAndNameTheVerification()
    {
        await using var world = await SimulatedAssure.StartAsync();
        await RunUploadAsync(world, "document", "accepted", Decision.Accepted);

        foreach (var webhook in await world.Inbox.AtLeastAsync(2))
        {
            var reading = await world.Provider.ReadWebhookAsync(webhook, Stop);

            Assert.True(reading.Authentic);
            Assert.Equal(SimulatedProvider.Id(), reading.Hint!.Verification);
            Assert.NotNull(reading.Hint.SessionKey);
        }
    }

    [Fact]
    public async Task Notifications_Forged_AreRefused()
    {
        await using var world = await SimulatedAssure.StartAsync();
        await RunUploadAsync(world, "document", "forged-webhook", Decision.Rejected);

        var authentic = 0;
        foreach (var webhook in await world.Inbox.AtLeastAsync(4))
        {
            authentic += (await world.Provider.ReadWebhookAsync(webhook, Stop)).Authentic ? 1 : 0;
        }

        Assert.Equal(2, authentic);
    }

    [Fact]
    public async Task GetDocumentTypes_OfTheSimulator_AreRead()
    {
        await using var world = await SimulatedAssure.StartAsync();

        var types = await world.Provider.GetDocumentTypesAsync(Stop);

        Assert.Contains(new DocumentType("137", "Passport", "2021", "NLD", "Netherlands"), types);
    }

    private static async Task RunUploadAsync(
        SimulatedAssure world, string processType, string scenario, Decision? decision, ProviderState state = ProviderState.Decided)
    {
        var request = Options(processType);
        Assert.Empty(world.Provider.Validate(request, CapturePath.Upload));
        var session = await world.OpenAsync(CapturePath.Upload, scenario, request);
        Assert.Empty(await world.UploadAllAsync(session, request));
        await world.StartAsync(session);
        await AssertEndsAsync(world, session, decision, state);
    }

    private static async Task AssertEndsAsync(
        SimulatedAssure world,
        ProviderSession session,
        Decision? decision,
        ProviderState state = ProviderState.Decided,
        int paid = 1)
    {
        var result = await world.AssertEndsAsync(session, decision, state, paid);
        if (decision is Decision.Accepted && world.Provider.Descriptor.Name is not "assure.facetec")
        {
            Assert.Equal(("JANSEN", "NLD"), (result!.Person?.LastName, result.Document?.IssuingCountry));
        }
    }

    private static VerificationRequest Options(string? processType) => Request(
        documentId: "136",
        type: "identityCard",
        country: "NLD",
        processType: processType,
        options: new JsonObject { ["location"] = new JsonObject { ["countryOfResidence"] = "NLD" } });
}
