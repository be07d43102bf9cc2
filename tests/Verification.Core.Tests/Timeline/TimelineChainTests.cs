using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Testing;
using Verification.Testing.Storage;

namespace Verification.Core.Tests.Timeline;

public sealed class TimelineChainTests
{
    [Fact]
    public async Task FirstBreak_UntouchedTimeline_IsNone() => Assert.Null(TimelineChain.FirstBreak(await MakeAsync()));

    [Fact]
    public async Task FirstBreak_AnyEntryChangedOrTakenOut_IsFoundOrMovesTheHead()
    {
        var entries = await MakeAsync();
        var head = TimelineChain.Head(entries);
        for (var index = 0; index < entries.Count; index++)
        {
            var changed = entries.ToList();
            changed[index] = changed[index] with { Code = "forged" };
            Assert.True(TimelineChain.FirstBreak(changed) == index + 2 || TimelineChain.Head(changed) != head);

            var shortened = entries.ToList();
            shortened.RemoveAt(index);
            Assert.True(TimelineChain.FirstBreak(shortened) == index + 1 || TimelineChain.Head(shortened) != head);
        }
    }

    [Fact]
    public async Task Append_SameStepTwice_IsRecordedOnce() => Assert.Equal(3, (await MakeAsync(repeat: true)).Count);

    [Fact]
    public async Task Append_ManyAtOnce_LosesNone()
    {
        var time = new ManualTimeProvider();
        var store = new TimelineStore(new InMemoryObjectStore(), time);
        var id = VerificationId.New(time);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(step => Task.Run(() =>
            store.AppendAsync(id, Actor.System, "step", $"{step}", CancellationToken.None))));

        var entries = await store.GetAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(50, entries.Count);
        Assert.Null(TimelineChain.FirstBreak(entries));
    }

    private static async Task<IReadOnlyList<TimelineEntry>> MakeAsync(bool repeat = false)
    {
        var time = new ManualTimeProvider();
        var store = new TimelineStore(new InMemoryObjectStore(), time);
        var id = VerificationId.New(time);
        foreach (var code in repeat ? ["one", "two", "two", "three", "one"] : new[] { "one", "two", "three" })
        {
            time.Advance(TimeSpan.FromSeconds(1.25));
            await store.AppendAsync(id, Actor.System, code, "1", CancellationToken.None);
        }

        return await store.GetAsync(id, CancellationToken.None);
    }
}
