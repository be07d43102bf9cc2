using Verification.Engine.Activities;
using Verification.Engine.Workflows;

namespace Verification.Engine.Tests.Activities;

public sealed class FairQueueTests
{
    [Fact]
    public void Dequeue_OneKindFloods_OthersTakeTurns()
    {
        var queue = new FairQueue();
        foreach (var name in "aaaaabbc")
        {
            queue.Enqueue(Call(name));
        }

        Assert.Equal(8, queue.Count);
        Assert.Equal("abcabaaa", string.Concat(Enumerable.Range(0, 8).Select(_ => queue.Dequeue()!.Name)));
        Assert.Null(queue.Dequeue());
        Assert.Equal(0, queue.Count);
    }

    private static ActivityCall Call(char name) =>
        new(new Instance(1, "i", "w", DateTimeOffset.UnixEpoch), 0, name.ToString(), []);
}
