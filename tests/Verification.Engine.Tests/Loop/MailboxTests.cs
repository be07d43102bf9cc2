using Verification.Engine.Loop;

namespace Verification.Engine.Tests.Loop;

public sealed class MailboxTests
{
    /// <summary>The thread may have died on the first of those that it took; who sent the others still waits for an answer.</summary>
    [Fact]
    public void Close_AfterATake_GivesBackWhatWasTakenLastToo()
    {
        var mailbox = new Mailbox();
        mailbox.Post(new GetRequest("answered"));
        mailbox.Take(wait: true);
        mailbox.Post(new GetRequest("taken"));
        mailbox.Post(Tick.Instance);
        mailbox.Take(wait: true);
        mailbox.Post(new GetRequest("waiting"));

        var left = mailbox.Close();

        Assert.Equal(["taken", "waiting"], left.OfType<GetRequest>().Select(request => request.Id));
        Assert.False(mailbox.Post(Tick.Instance));
    }
}
