using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Activities;

public sealed class OpenSessionTests
{
    [Fact]
    public async Task Run_AnswerLost_FindsTheSessionByReferenceInsteadOfOpeningAnother()
    {
        await using var bench = new VerificationBench();
        var lost = false;
        bench.Provider.After = call =>
        {
            if (call == "open" && !lost)
            {
                lost = true;
                throw new ProviderException(ProviderErrorKind.Transient, "provider.timeout", "POST timed out.", true);
            }
        };

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(1, bench.Provider.CallsOf("find"));
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task Run_NeverOpens_FailsAfterPatienceWithTheProvidersCode()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Before = call =>
        {
            if (call == "open")
            {
                throw new ProviderException(ProviderErrorKind.Unauthorized, "provider.unauthorized", "POST answered 401.", false);
            }
        };

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(16));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Failed, "provider.unauthorized"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
    }

    [Fact]
    public async Task Run_RefusedForGood_EndsAtOnceAndIsNotCarriedToTheNextProvider()
    {
        await using var bench = new VerificationBench(new FakeProvider(), new FakeProvider("second"));
        bench.Provider.Before = call =>
        {
            if (call == "open")
            {
                throw new ProviderException(ProviderErrorKind.Refused, "provider.refused", "POST answered 400.", false);
            }
        };

        var id = await bench.StartAsync(ImageKind.Front);

        Assert.Equal("provider.refused", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
        Assert.Empty(bench.Providers[1].Calls);
    }
}
