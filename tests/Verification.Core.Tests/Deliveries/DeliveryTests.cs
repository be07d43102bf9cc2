using System.Text.Json;
using Verification.Core.Deliveries;
using Verification.Core.Erasing;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Core.Tests.Deliveries;

public sealed class DeliveryTests
{
    private static readonly Uri Endpoint = new("https://shop.example/hook");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliver_Completed_SendsIdsAndDecisionOnly()
    {
        await using var bench = new VerificationBench();
        var id = await CompleteAsync(bench);

        var sent = Assert.Single(bench.Deliveries.Sent);
        using var body = JsonDocument.Parse(sent.Body);
        Assert.Equal("verification.completed", body.RootElement.GetProperty("type").GetString());
        Assert.Equal(
            ["id", "status", "decision", "revision", "timelineHead"],
            body.RootElement.GetProperty("data").EnumerateObject().Select(member => member.Name));
        Assert.Equal(DeliveryState.Delivered, (await FindAsync(bench, id)).State);
        Assert.Equal(Endpoint, sent.Endpoint);
    }

    [Fact]
    public async Task Deliver_FiveFailuresThenWell_ArrivesOnceUnderOneId()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = tried => tried <= 5 ? new DeliveryAnswer(503, "unavailable") : new DeliveryAnswer(200, "delivered");
        var id = await CompleteAsync(bench);

        bench.Time.Advance(TimeSpan.FromDays(4));

        Assert.Equal(6, bench.Deliveries.Sent.Count);
        Assert.Single(bench.Deliveries.Sent.Select(sent => sent.Id).Distinct());
        Assert.Equal(6, bench.Deliveries.Sent.Select(sent => sent.Signature).Distinct().Count());
        Assert.Equal((DeliveryState.Delivered, 6), ((await FindAsync(bench, id)).State, (await FindAsync(bench, id)).Tries.Count));
    }

    [Fact]
    public async Task Deliver_NeverTaken_FailsAfterTenTriesInAboutThreeDays()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = _ => new DeliveryAnswer(null, "unreachable");
        var id = await CompleteAsync(bench);

        bench.Time.Advance(TimeSpan.FromDays(5));

        Assert.Equal(10, bench.Deliveries.Sent.Count);
        Assert.InRange(bench.Deliveries.Sent[^1].Timestamp - bench.Deliveries.Sent[0].Timestamp, TimeSpan.FromHours(75), TimeSpan.FromHours(92));
        Assert.Equal(DeliveryState.Failed, (await FindAsync(bench, id)).State);
    }

    [Fact]
    public async Task Deliver_RetryAfter_IsHonoured()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = _ => new DeliveryAnswer(429, "throttled", TimeSpan.FromHours(1));
        await CompleteAsync(bench);

        bench.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Single(bench.Deliveries.Sent);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(2, bench.Deliveries.Sent.Count);
    }

    /// <summary>What is told late is told as it stands by then: a decision is never sent as that of another revision.</summary>
    [Fact]
    public async Task Deliver_DecisionChangedBetweenTwoTries_SendsItWithItsRevision()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Descriptor = bench.Provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        bench.Deliveries.Answer = tried => tried == 1 ? new DeliveryAnswer(503, "unavailable") : new DeliveryAnswer(200, "delivered");
        var id = await CompleteAsync(bench);
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        bench.Provider.Result = bench.Provider.Result with { Decision = Decision.Rejected };
        await bench.SignalAsync(id, new Signal("review", SignalKind.ProviderEvent, "review"));

        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["1 accepted", "2 rejected", "2 rejected"], bench.Deliveries.Sent.Select(Told));
        Assert.Equal(2, bench.Deliveries.Sent.Select(sent => sent.Id).Distinct().Count());

        static string Told(DeliveryRequest sent)
        {
            using var body = JsonDocument.Parse(sent.Body);
            var data = body.RootElement.GetProperty("data");
            return $"{data.GetProperty("revision")} {data.GetProperty("decision")}";
        }
    }

    [Fact]
    public async Task Deliver_Gone_DisablesTheEndpointUntilAResend()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = tried => tried == 1 ? new DeliveryAnswer(410, "gone") : new DeliveryAnswer(200, "delivered");
        await CompleteAsync(bench);
        var second = await CompleteAsync(bench);
        Assert.Single(bench.Deliveries.Sent);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.Contains(Digest.Of(Endpoint.AbsoluteUri), StringComparison.Ordinal));
        Assert.Equal(DeliveryState.Disabled, (await FindAsync(bench, second)).State);

        await bench.Get<DeliveryCommands>().ResendAsync(await bench.RecordAsync(second), await FindAsync(bench, second), Token);
        await CompleteAsync(bench);

        Assert.Equal(3, bench.Deliveries.Sent.Count);
        Assert.Equal(DeliveryState.Delivered, (await FindAsync(bench, second)).State);
    }

    [Fact]
    public async Task Resend_WhileTriesAreWaiting_SendsAtOnce()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = tried => tried <= 4 ? new DeliveryAnswer(500, "unavailable") : new DeliveryAnswer(200, "delivered");
        var id = await CompleteAsync(bench);
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, bench.Deliveries.Sent.Count);

        await bench.Get<DeliveryCommands>().ResendAsync(await bench.RecordAsync(id), await FindAsync(bench, id), Token);

        Assert.Equal(DeliveryState.Delivered, (await FindAsync(bench, id)).State);
    }

    /// <summary>However often: what is left of them at the end is nothing.</summary>
    [Fact]
    public async Task Resend_AfterItWasDelivered_SendsAgainAndLeavesNoHistoryBehind()
    {
        await using var bench = new VerificationBench();
        var id = await CompleteAsync(bench);

        for (var resend = 0; resend < 3; resend++)
        {
            bench.Time.Advance(TimeSpan.FromMinutes(1));
            await bench.Get<DeliveryCommands>().ResendAsync(await bench.RecordAsync(id), await FindAsync(bench, id), Token);
        }

        Assert.Equal(4, bench.Deliveries.Sent.Count);
        Assert.Single(bench.Deliveries.Sent.Select(sent => sent.Id).Distinct());
        bench.Time.Advance(TimeSpan.FromDays(31));
        await bench.SweepAsync();
        Assert.Equal(["anchor"], bench.Workflows.Instances);
    }

    /// <summary>A client that had no endpoint when the decision fell has one when it is changed.</summary>
    [Fact]
    public async Task List_FirstRevisionWasToldToNobody_HasTheSecond()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();
        var delivery = new Delivery(Delivery.IdOf(id, 2), 2, "verification.completed", DeliveryState.Pending, bench.Time.GetUtcNow(), "", []);
        await bench.Get<DeliveryStore>().TryCreateAsync(id, delivery, Token);

        Assert.Equal(2, Assert.Single(await bench.Get<DeliveryStore>().ListAsync(id, Token).ToListAsync(Token)).Revision);
    }

    /// <summary>Asked for while the last try is under way, it is one more try after that.</summary>
    [Fact]
    public async Task Resend_WhileTheLastTryIsMade_SendsOnceMore()
    {
        await using var bench = new VerificationBench();
        VerificationId id = default;
        bench.Deliveries.Answer = tried =>
        {
            if (tried == 10)
            {
                ResendAsync().GetAwaiter().GetResult();
            }

            return tried <= 10 ? new DeliveryAnswer(500, "unavailable") : new DeliveryAnswer(200, "delivered");
        };
        id = await CompleteAsync(bench);

        bench.Time.Advance(TimeSpan.FromDays(5));

        Assert.Equal((DeliveryState.Delivered, 11), ((await FindAsync(bench, id)).State, (await FindAsync(bench, id)).Tries.Count));
        Assert.Equal(WorkflowRuntimeStatus.Completed, await bench.RuntimeStatusAsync($"notify-{id}-1"));

        async Task ResendAsync() => await bench.Get<DeliveryCommands>().ResendAsync(
            await bench.RecordAsync(id), await FindAsync(bench, id), Token);
    }

    /// <summary>What was on its way when the verification was erased arrives; the timeline that the receipt pins stays as it is.</summary>
    [Fact]
    public async Task Deliver_ErasedWhileATryIsMade_LeavesTheTimelineOfTheReceipt()
    {
        await using var bench = new VerificationBench();
        VerificationId id = default;
        bench.Deliveries.Answer = tried =>
        {
            if (tried == 2)
            {
                bench.EraseAsync(id).GetAwaiter().GetResult();
                bench.Time.Advance(TimeSpan.FromMinutes(1));
            }

            return tried == 1 ? new DeliveryAnswer(500, "unavailable") : new DeliveryAnswer(200, "delivered");
        };
        id = await CompleteAsync(bench);

        bench.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(2, bench.Deliveries.Sent.Count);
        var receipt = await bench.Get<ReceiptStore>().FindAsync(id, Token);
        Assert.Equal(receipt!.TimelineHead, TimelineChain.Head(await bench.Get<TimelineStore>().GetAsync(id, Token)));
    }

    [Fact]
    public async Task Deliver_ErasedMeanwhile_SendsNothingMore()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = _ => new DeliveryAnswer(500, "unavailable");
        var id = await CompleteAsync(bench);

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromDays(5));

        Assert.Single(bench.Deliveries.Sent);
    }

    [Fact]
    public async Task Deliver_NoCallbackAndNoEndpoint_StartsNothing()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(bench.Deliveries.Sent);
        Assert.Null(await bench.Get<DeliveryStore>().FindAsync(id, 1, Token));
    }

    private static async Task<VerificationId> CompleteAsync(VerificationBench bench)
    {
        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { Request = new VerificationRequest { CallbackUrl = Endpoint } });
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        return id;
    }

    private static async Task<Delivery> FindAsync(VerificationBench bench, VerificationId id) =>
        (await bench.Get<DeliveryStore>().FindAsync(id, 1, Token))!;
}
