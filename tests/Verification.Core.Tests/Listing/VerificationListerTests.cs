using Verification.Core.Images;
using Verification.Core.Listing;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Testing;

namespace Verification.Core.Tests.Listing;

public sealed class VerificationListerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OverPagesWhileOthersStart_SeesEachOnceNewestFirst()
    {
        await using var bench = new VerificationBench();
        var started = new List<VerificationId>();
        for (var count = 0; count < 7; count++)
        {
            started.Add(await bench.StartAsync());
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var seen = new List<VerificationId>();
        VerificationId? after = null;
        do
        {
            var page = await bench.Get<VerificationLister>().ListAsync(VerificationBench.Client, new VerificationFilter(), 3, after, Token);
            seen.AddRange(page.Items.Select(item => item.Record.Id));
            after = page.Last;
            await bench.StartAsync();
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }
        while (after is not null);

        Assert.Equal(Enumerable.Reverse(started), seen);
    }

    [Fact]
    public async Task List_ByReference_FindsItsVerificationsAndShowsTheReferenceNowhere()
    {
        await using var bench = new VerificationBench();
        var wanted = await bench.StartAsync(bench.Command() with { Request = new VerificationRequest { Reference = "order-8" } });
        await bench.StartAsync();
        var filter = new VerificationFilter(Reference: "order-8");

        var found = await bench.Get<VerificationLister>().ListAsync(VerificationBench.Client, filter, 10, null, Token);
        var foreign = await bench.Get<VerificationLister>().ListAsync("other", filter, 10, null, Token);

        Assert.Equal(wanted, Assert.Single(found.Items).Record.Id);
        Assert.Empty(foreign.Items);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.Contains("order", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_ByTimes_TakesFromAndLeavesTo()
    {
        await using var bench = new VerificationBench();
        var begin = bench.Time.GetUtcNow();
        var ids = new List<VerificationId>();
        for (var count = 0; count < 4; count++)
        {
            ids.Add(await bench.StartAsync());
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var filter = new VerificationFilter(From: begin.AddMinutes(1), To: begin.AddMinutes(3));
        var page = await bench.Get<VerificationLister>().ListAsync(VerificationBench.Client, filter, 10, null, Token);

        Assert.Equal([ids[2], ids[1]], page.Items.Select(item => item.Record.Id));
    }

    [Fact]
    public async Task List_ByStatusAndDecision_LooksAtWhatIsTrueNow()
    {
        await using var bench = new VerificationBench();
        var awaiting = await bench.StartAsync();
        var done = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var waiting = await ListAsync(new VerificationFilter(VerificationStatus.AwaitingInput));
        var accepted = await ListAsync(new VerificationFilter(Decision: Decision.Accepted, Provider: "fake"));
        var rejected = await ListAsync(new VerificationFilter(Decision: Decision.Rejected));

        Assert.Equal([awaiting], waiting);
        Assert.Equal([done], accepted);
        Assert.Empty(rejected);

        async Task<IEnumerable<VerificationId>> ListAsync(VerificationFilter filter) =>
            (await bench.Get<VerificationLister>().ListAsync(VerificationBench.Client, filter, 10, null, Token)).Items.Select(item => item.Record.Id);
    }

    [Fact]
    public async Task List_AfterErasure_NoLongerHasIt()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        var page = await bench.Get<VerificationLister>().ListAsync(VerificationBench.Client, new VerificationFilter(), 10, null, Token);
        Assert.Empty(page.Items);
        Assert.DoesNotContain(
            bench.Objects.Paths, path => path.StartsWith("index/", StringComparison.Ordinal) || path.StartsWith("references/", StringComparison.Ordinal));
    }
    [Theory]
    [InlineData("verifications/")]
    [InlineData("staging/")]
    [InlineData("requests/")]
    public async Task List_OneIsDamaged_HasAllOthers(string part)
    {
        await using var bench = new VerificationBench();
        VerificationId[] ids = [await bench.StartAsync(), await bench.StartAsync(), await bench.StartAsync()];
        await bench.Objects.PutAsync(part + ids[1], new MemoryStream("junk"u8.ToArray()), Token);

        var page = await bench.Get<VerificationLister>().ListAsync(VerificationBench.Client, new VerificationFilter(), 10, null, Token);

        Assert.Contains(ids[0], page.Items.Select(item => item.Record.Id));
        Assert.Contains(ids[2], page.Items.Select(item => item.Record.Id));
    }

    [Fact]
    public async Task List_WhileOneIsErased_LeavesItOut()
    {
        await using var bench = new VerificationBench();
        VerificationId[] ids = [await bench.StartAsync(), await bench.StartAsync()];
        bench.Objects.Before = async (call, _) =>
        {
            if (call.Path == $"requests/{ids[0]}")
            {
                bench.Objects.Before = null;
                await bench.Get<ISealedStore>().DestroyKeyAsync(ids[0], Token);
            }
        };

        var page = await bench.Get<VerificationLister>().ListAsync(VerificationBench.Client, new VerificationFilter(), 10, null, Token);

        Assert.Equal(ids[1], Assert.Single(page.Items).Record.Id);
    }
}
