using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Verifications;

namespace Verification.Providers.Tests.Incode;

/// <summary>Every path from opening to deletion against the simulator, judged by its ledger.</summary>
public sealed class IncodeSimulatedTests
{
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("accepted", ProviderState.Decided, Decision.Accepted)]
    [InlineData("rejected", ProviderState.Decided, Decision.Rejected)]
    [InlineData("inconclusive", ProviderState.Decided, Decision.Inconclusive)]
    [InlineData("failed", ProviderState.Failed, null)]
    [InlineData("canceled", ProviderState.Failed, null)]
    [InlineData("flaky", ProviderState.Decided, Decision.Accepted)]
    [InlineData("throttled", ProviderState.Decided, Decision.Accepted)]
    [InlineData("expired-token", ProviderState.Decided, Decision.Accepted)]
    [InlineData("reset", ProviderState.Decided, Decision.Accepted)]
    [InlineData("proxy-error", ProviderState.Decided, Decision.Accepted)]
    [InlineData("truncated", ProviderState.Decided, Decision.Accepted)]
    [InlineData("oversized", ProviderState.Decided, Decision.Accepted)]
    [InlineData("unknown-fields", ProviderState.Decided, Decision.Accepted)]
    [InlineData("unknown-status", ProviderState.Decided, Decision.Accepted)]
    [InlineData("start-ambiguous", ProviderState.Decided, Decision.Accepted)]
    [InlineData("start-lost", ProviderState.Decided, Decision.Accepted)]
    [InlineData("delete-fails-twice", ProviderState.Decided, Decision.Accepted)]
    [InlineData("needs-finish", ProviderState.Decided, Decision.Accepted)]
    [InlineData("spoof", ProviderState.Decided, Decision.Rejected, "check.liveness")]
    [InlineData("face-mismatch", ProviderState.Decided, Decision.Rejected, "check.faceRecognition")]
    public async Task Upload_EveryScenario_EndsAsItShouldWithOnePaidStart(
        string scenario, ProviderState state, Decision? decision, string? reason = null)
    {
        await using var world = await SimulatedIncode.StartAsync();
        var session = await world.UploadedAsync(scenario);

        await AssertEndsAsync(world, session, decision, state, reason);
    }

    [Fact]
    public async Task Upload_AnswersAreSlow_AreWaitedFor()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var uploading = world.UploadedAsync("slow");

        while (!uploading.IsCompleted)
        {
            await Patience.UntilAsync(() => uploading.IsCompleted || world.Clock.NextTimer - world.Clock.GetUtcNow() <= SlowAnswer);
            world.Clock.Advance(SlowAnswer);
        }

        await AssertEndsAsync(world, await uploading, Decision.Accepted);
    }

    [Theory]
    [InlineData("retake-glare", "front.glare", 4)]
    [InlineData("wrong-side", "back.wrongSide", 5)]
    [InlineData("selfie-too-dark", "selfie.tooDark", 4)]
    [InlineData("selfie-no-face", "selfie.noFace", 3)]
    public async Task Upload_RefusedOnce_IsAcceptedAfterTheRetake(string scenario, string refusal, int images)
    {
        await using var world = await SimulatedIncode.StartAsync();
        var request = SimulatedIncode.Card();
        var session = await world.OpenAsync(CapturePath.Upload, scenario, request);

        Assert.Equal([refusal], await world.UploadAllAsync(session, request));

        // Both sides come again where one is refused; what is answered with an error is not taken in.
        Assert.Equal(images, (await world.LedgerAsync()).ImagesReceived);
        await world.StartAsync(session);
        await AssertEndsAsync(world, session, Decision.Accepted);
    }

    [Fact]
    public async Task Upload_RefusedSide_AsksForBoth()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var session = await world.OpenAsync(CapturePath.Upload, "retake-glare", SimulatedIncode.Card());

        var verdict = await world.UploadAsync(session, ImageKind.Front);

        Assert.Equal([ImageKind.Front, ImageKind.Back], verdict.Retake);
    }

    [Theory]
    [InlineData("passport", "documentSelfie", 2)]
    [InlineData("passport", "document", 1)]
    [InlineData("identityCard", "document", 2)]
    public async Task Upload_OtherDocuments_NeedOnlyTheirImages(string type, string processType, int images)
    {
        await using var world = await SimulatedIncode.StartAsync();
        var request = SimulatedIncode.Card() with { Document = new DocumentSelector(type, "NLD", null), ProcessType = processType };
        var session = await world.OpenAsync(CapturePath.Upload, "accepted", request);

        Assert.Empty(await world.UploadAllAsync(session, request));
        await world.StartAsync(session);

        Assert.Equal(images, (await world.LedgerAsync()).ImagesReceived);
        await AssertEndsAsync(world, session, Decision.Accepted);
    }

    [Fact]
    public async Task Upload_FrontSaysNoBackIsNeeded_LeavesItOut()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var request = SimulatedIncode.Card();
        var session = await world.OpenAsync(CapturePath.Upload, "one-sided", request);

        Assert.Empty(await world.UploadAllAsync(session, request));
        await world.StartAsync(session);

        Assert.Equal(2, (await world.LedgerAsync()).ImagesReceived);
        await AssertEndsAsync(world, session, Decision.Accepted);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("POST", true)]
    [InlineData("GET", false)]
    public async Task Finish_ByCallOrByFlow_Completes(string method, bool byCall)
    {
        await using var world = await SimulatedIncode.StartAsync(
            null, ("FinishMethod", method), ("CallsFinishStatus", byCall ? "true" : "false"));
        var session = await world.UploadedAsync(byCall ? "needs-finish" : "accepted");

        await AssertEndsAsync(world, session, Decision.Accepted);
    }

    [Fact]
    public async Task Finish_FlowThatNeedsItWithoutTheCall_StaysProcessing()
    {
        await using var world = await SimulatedIncode.StartAsync(null, ("CallsFinishStatus", "false"));
        var session = await world.UploadedAsync("needs-finish");

        Assert.Equal(ProviderState.Processing, (await world.ProgressAsync(session)).State);
    }

    [Fact]
    public async Task Finish_SessionIsGone_LeavesThatToTheNextLook()
    {
        await using var world = await SimulatedIncode.StartAsync();
        await world.AddScenarioAsync("forgets", """{ "description": "Gone.", "outcome": "never", "retention": "PT1H" }""");
        var request = SimulatedIncode.Card();
        var session = await world.OpenAsync(CapturePath.Upload, "forgets", request);
        await world.UploadAllAsync(session, request);
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.FinishAsync(session);

        Assert.Equal(ProviderState.Gone, (await world.ProgressAsync(session)).State);
    }

    [Theory]
    [InlineData("true", Decision.Accepted)]
    [InlineData("false", Decision.Rejected)]
    public async Task Review_PersonAtIncodeDecides_ChangesTheDecision(string approved, Decision decision)
    {
        await using var world = await SimulatedIncode.StartAsync();
        await world.AddScenarioAsync("review", $$"""
            { "description": "Later.", "outcome": "inconclusive", "incode": { "review": { "after": "PT1H", "approved": {{approved}} } } }
            """);
        var session = await world.UploadedAsync("review");
        Assert.Equal(Decision.Inconclusive, (await world.EndAsync(session)).Progress.Decision);
        Assert.Equal([Decision.Inconclusive], world.Provider.Descriptor.ReviewedDecisions);

        world.Clock.Advance(TimeSpan.FromHours(1));

        await AssertEndsAsync(world, session, decision);
    }

    [Fact]
    public async Task Sdk_TokenAndCapture_EndAccepted()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted", SimulatedIncode.Card());
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);

        await world.CaptureWithSdkAsync(session.Token!);
        session = await world.Provider.SubmitAsync(session, [], Stop);

        await AssertEndsAsync(world, session, Decision.Accepted);
    }

    [Fact]
    public async Task Hosted_PageAndCapture_EndAccepted()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var session = await world.OpenAsync(CapturePath.Hosted, "accepted", SimulatedIncode.Card());
        Assert.True(session.StartsByItself);

        await world.CaptureOnPageAsync(session.CaptureUrl!);

        await AssertEndsAsync(world, session, Decision.Accepted);
    }

    [Fact]
    public async Task Delete_WithoutExecutive_IsNotSupported()
    {
        await using var world = await SimulatedIncode.StartAsync(null, ("ExecutiveEmail", ""), ("ExecutivePassword", ""));
        var session = await world.OpenAsync(CapturePath.Upload, "accepted", SimulatedIncode.Card());

        Assert.False(world.Provider.Descriptor.SupportsDeletion);
        Assert.Equal(DeletionOutcome.NotSupported, await world.Provider.DeleteAsync(session, Stop));
    }

    [Fact]
    public async Task Delete_Twice_IsAlreadyGone()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var session = await world.OpenAsync(CapturePath.Upload, "accepted", SimulatedIncode.Card());

        Assert.Equal(DeletionOutcome.Deleted, await world.AgainAsync(() => world.Provider.DeleteAsync(session, Stop)));
        Assert.Equal(DeletionOutcome.AlreadyGone, await world.AgainAsync(() => world.Provider.DeleteAsync(session, Stop)));
    }

    [Fact]
    public async Task Result_ApprovalWanted_NamesTheCustomer()
    {
        await using var world = await SimulatedIncode.StartAsync(null, ("ApproveAccepted", "true"));
        var session = await world.UploadedAsync("accepted");

        var result = await world.AgainAsync(() => world.Provider.GetResultAsync(session, Stop));

        Assert.Equal(session.Key, (string?)result.Raw!["customer"]!["uuid"]);
        Assert.False(result.Raw["customer"]!.AsObject().ContainsKey("token"));
    }

    [Fact]
    public async Task Archive_OfAnUpload_HoldsTheImages()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var request = SimulatedIncode.Card();
        var session = await world.OpenAsync(CapturePath.Upload, "accepted", request);
        await world.UploadAllAsync(session, request);

        await using var archive = await world.AgainAsync(() => world.Provider.OpenArchiveAsync(session, Stop));

        using var zip = new System.IO.Compression.ZipArchive(archive!);
        Assert.Equal(["croppedFrontID.jpg", "croppedBackID.jpg", "croppedIDFace.jpg", "selfie.jpg"], zip.Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Notifications_ByHeaderOrToken_AreAuthenticAndNameTheSession(bool withTokens)
    {
        await using var world = await SimulatedIncode.StartAsync(withTokens ? SimulatedIncode.WithTokens : null);
        var session = await world.UploadedAsync("accepted");

        var kinds = new List<string>();
        foreach (var webhook in await world.Inbox.AtLeastAsync(4))
        {
            var reading = await world.Provider.ReadWebhookAsync(webhook, Stop);

            Assert.True(reading.Authentic);
            Assert.Equal(session.Key, reading.Hint!.SessionKey);
            kinds.Add(reading.Hint.Kind.ToString());
        }

        Assert.Equal(
            ["FACE_VALIDATION_FINISHED", "ID_VALIDATION_FINISHED", "ONBOARDING_FINISHED", "POST_PROCESSING_FINISHED"], kinds.Order());
    }

    [Fact]
    public async Task Notifications_Forged_AreRefused()
    {
        await using var world = await SimulatedIncode.StartAsync();
        var session = await world.UploadedAsync("forged-webhook");

        var refused = 0;
        foreach (var webhook in await world.Inbox.AtLeastAsync(5))
        {
            refused += (await world.Provider.ReadWebhookAsync(webhook, Stop)).Authentic ? 0 : 1;
        }

        Assert.Equal(1, refused);
        await AssertEndsAsync(world, session, Decision.Rejected);
    }

    private static async Task AssertEndsAsync(
        SimulatedIncode world,
        ProviderSession session,
        Decision? decision,
        ProviderState state = ProviderState.Decided,
        string? reason = null)
    {
        if (await world.AssertEndsAsync(session, decision, state) is { } result)
        {
            Assert.True(reason is null || result.Reasons.Contains(reason));
            Assert.Equal(("JANSEN", new DateOnly(1990, 2, 17), "F"), (result.Person?.LastName, result.Person?.DateOfBirth, result.Person?.Gender));
            Assert.Equal(("NLD", new DateOnly(2032, 5, 1)), (result.Document?.IssuingCountry, result.Document?.DateOfExpiry));
            Assert.Contains(result.Checks, check => check is { Name: "documentExpired", Outcome: CheckOutcome.Passed });
        }
    }
}
