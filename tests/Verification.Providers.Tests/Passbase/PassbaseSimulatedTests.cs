using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Tests.Passbase;

/// <summary>Every path from opening to the end against the simulator, judged by its ledger.</summary>
public sealed class PassbaseSimulatedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CapturePath.Sdk, "accepted", Decision.Accepted)]
    [InlineData(CapturePath.Hosted, "accepted", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "rejected", Decision.Rejected)]
    [InlineData(CapturePath.Sdk, "flaky", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "throttled", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "reset", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "proxy-error", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "truncated", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "unknown-fields", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "unknown-status", Decision.Accepted)]
    [InlineData(CapturePath.Sdk, "slow", Decision.Accepted)]
    public async Task Submitted_EveryScenario_EndsAsItShouldWithOnePaidVerification(CapturePath capture, string scenario, Decision decision)
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(capture, scenario);

        var callback = await CaptureAgainAsync(world, session);
        session = await world.SubmitAsync(session, SimulatedPassbase.Submission(callback));
        var (progress, ended) = await world.EndAsync(session);

        Assert.Equal((ProviderState.Decided, decision), (progress.State, progress.Decision));
        var result = await world.RunAsync(world.Provider.GetResultAsync(ended, Stop));
        Assert.Equal((decision, "JANSEN", new DateOnly(1990, 2, 17)), (result.Decision, result.Person!.LastName, result.Person.DateOfBirth));
        Assert.Equal(("passport", "NLD", "SPEC1TEST"), (result.Document!.Type, result.Document.IssuingCountry, result.Document.Number));
        Assert.Equal(DeletionOutcome.NotSupported, await world.Provider.DeleteAsync(ended, Stop));
        var ledger = await world.LedgerAsync();
        Assert.Equal((1, 1), (ledger.SessionsOpened, ledger.VerificationsStarted));
    }

    [Theory]
    [InlineData(CapturePath.Sdk)]
    [InlineData(CapturePath.Hosted)]
    public async Task NeitherSubmittedNorNotified_IsFoundByItsMetadata(CapturePath capture)
    {
        await using var world = await SimulatedPassbase.StartAsync();
        await AddStrangersAsync(world, 3);
        var session = await world.OpenAsync(capture, "no-webhook");
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);

        var callback = await world.CaptureAsync(session);
        var (progress, ended) = await world.EndAsync(session);

        Assert.Equal(Decision.Accepted, progress.Decision);
        Assert.Equal((string?)callback["identityAccessKey"], ended.Key);
    }

    [Fact]
    public async Task Submit_KeyOfSomebodyElse_IsRefusedAndTheTruthIsFound()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "forged-key");
        var callback = await world.CaptureAsync(session);

        var refused = await Assert.ThrowsAsync<ProviderException>(
            () => world.SubmitAsync(session, SimulatedPassbase.Submission(callback)));
        var (progress, ended) = await world.EndAsync(session);

        Assert.Equal((ProviderErrorKind.Refused, "submission.notConfirmed"), (refused.Kind, refused.Code.ToString()));
        Assert.Equal(Decision.Rejected, progress.Decision);
        Assert.NotEqual((string?)callback["identityAccessKey"], ended.Key);
    }

    [Fact]
    public async Task Submit_KeyOfAnotherVerificationOfOurs_IsRefused()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var approved = await world.OpenAsync(CapturePath.Sdk, "accepted", number: 1);
        var callback = await world.CaptureAsync(approved);
        var other = await world.OpenAsync(CapturePath.Sdk, "accepted", number: 2);

        await Assert.ThrowsAsync<ProviderException>(() => world.SubmitAsync(other, SimulatedPassbase.Submission(callback)));
    }

    [Fact]
    public async Task Submit_SecondKeyOfTheSameVerification_IsRefusedTheFirstAgainIsNot()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted");
        var first = SimulatedPassbase.Submission(await world.CaptureAsync(session));
        var second = SimulatedPassbase.Submission(await world.CaptureAsync(session));

        var linked = await world.SubmitAsync(session, first);

        Assert.Same(linked, await world.SubmitAsync(linked, first));
        await Assert.ThrowsAsync<ProviderException>(() => world.SubmitAsync(linked, second));
    }

    [Theory]
    [InlineData("""{"identityAccessKey":null}""")]
    [InlineData("""{"identityAccessKey":7}""")]
    [InlineData("""{"identityAccessKey":"../settings"}""")]
    [InlineData("""{"identityAccessKey":{"$ne":""}}""")]
    public async Task Submit_Junk_IsRefusedWithoutACall(string json)
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted");

        var refused = await Assert.ThrowsAsync<ProviderException>(
            () => world.SubmitAsync(session, JsonNode.Parse(json)!.AsObject()));

        Assert.Equal(ProviderErrorKind.Refused, refused.Kind);
    }

    [Fact]
    public async Task Metadata_OfAnotherKey_NeverBinds()
    {
        await using var world = await SimulatedPassbase.StartAsync(options => options.MetadataPublicKey = new Verification.Simulators.Passbase.PassbaseOptions().MetadataPublicKey);
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted");

        var callback = await world.CaptureAsync(session);

        await Assert.ThrowsAsync<ProviderException>(() => world.SubmitAsync(session, SimulatedPassbase.Submission(callback)));
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);
    }

    [Fact]
    public async Task Notifications_EncryptedOnes_NameTheVerificationAndHandItsKeyIn()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Hosted, "accepted");
        var key = (string?)(await world.CaptureAsync(session))["identityAccessKey"];
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        var kinds = new List<string>();
        foreach (var webhook in await world.Inbox.AtLeastAsync(2))
        {
            var reading = await world.Provider.ReadWebhookAsync(webhook, Stop);

            Assert.Equal((true, 200, null), (reading.Authentic, reading.Answer.StatusCode, reading.Answer.Body));
            Assert.Equal(SimulatedPassbase.Id(), reading.Hint!.Verification);
            Assert.Equal(key, (await world.SubmitAsync(session, reading.Hint.Submission!)).Key);
            kinds.Add(reading.Hint.Kind.ToString());
        }

        Assert.Equal(["VERIFICATION_COMPLETED", "VERIFICATION_REVIEWED"], kinds.Order());
    }

    [Fact]
    public async Task Notifications_Forged_AreRefusedAndDecideNothing()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "forged-webhook");
        await world.CaptureAsync(session);
        var (progress, _) = await world.EndAsync(session);

        Assert.Equal(Decision.Rejected, progress.Decision);
        var refused = 0;
        foreach (var webhook in await world.Inbox.AtLeastAsync(3))
        {
            refused += (await world.Provider.ReadWebhookAsync(webhook, Stop)).Authentic ? 0 : 1;
        }

        Assert.Equal(1, refused);
    }

    [Fact]
    public async Task Review_Reversed_GivesTheOtherDecisionAndItsResult()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "review-reversed");
        session = await world.SubmitAsync(session, SimulatedPassbase.Submission(await world.CaptureAsync(session)));
        (var first, session) = await world.EndAsync(session);

        world.Clock.Advance(TimeSpan.FromSeconds(4));
        (var second, session) = await world.EndAsync(session);

        Assert.Equal((Decision.Accepted, Decision.Rejected), (first.Decision, second.Decision));
        Assert.Equal(Decision.Rejected, (await world.RunAsync(world.Provider.GetResultAsync(session, Stop))).Decision);
        Assert.Equal(TimeSpan.FromDays(3), world.Provider.Descriptor.ReviewWindow);
    }

    [Fact]
    public async Task Watchlist_HitAfterApproval_IsNotFinalAndDecidesNothing()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "watchlist-hit");
        session = await world.SubmitAsync(session, SimulatedPassbase.Submission(await world.CaptureAsync(session)));
        (_, session) = await world.EndAsync(session);

        world.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(ProviderState.Processing, (await world.ProgressAsync(session)).State);
    }

    [Fact]
    public async Task Datapoint_Updated_IsAHintThatChangesNoDecision()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "datapoint-updated");
        session = await world.SubmitAsync(session, SimulatedPassbase.Submission(await world.CaptureAsync(session)));
        (_, session) = await world.EndAsync(session);
        world.Clock.Advance(TimeSpan.FromSeconds(2));

        var webhooks = await world.Inbox.AtLeastAsync(3);
        var reading = await world.Provider.ReadWebhookAsync(webhooks[^1], Stop);
        var (progress, _) = await world.EndAsync(session);

        Assert.Equal("DATAPOINT_UPDATED", reading.Hint!.Kind.ToString());
        Assert.Equal(Decision.Accepted, progress.Decision);
        Assert.Equal("X", (await world.RunAsync(world.Provider.GetResultAsync(session, Stop))).Person!.Gender);
    }

    [Fact]
    public async Task Gone_IdentityDeletedByTheProvider_IsNoDecision()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "gone");
        session = await world.SubmitAsync(session, SimulatedPassbase.Submission(await world.CaptureAsync(session)));

        world.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(ProviderState.Gone, (await world.ProgressAsync(session)).State);
    }

    [Theory]
    [InlineData("canceled")]
    public async Task Canceled_PersonGivesUp_LeavesNothingAtPassbase(string scenario)
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, scenario);

        Assert.Equal("CANCELLED_BY_USER", (string?)(await world.CaptureAsync(session))["code"]);

        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);
        Assert.Equal(0, (await world.LedgerAsync()).SessionsOpened);
    }

    private static async Task AddStrangersAsync(SimulatedPassbase world, int count)
    {
        for (var number = 100; number < 100 + count; number++)
        {
            await world.CaptureAsync(await world.OpenAsync(CapturePath.Sdk, "accepted", number: number));
        }
    }

    /// <summary>A person tries again when the page breaks before anything was taken in.</summary>
    private static async Task<JsonObject> CaptureAgainAsync(SimulatedPassbase world, ProviderSession session)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await world.CaptureAsync(session);
            }
            catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException && attempt < 5)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }
}
