using Verification.Core.Storage;
using Verification.Testing;

namespace Verification.Core.Tests.Storage;

public sealed class KeyedDigestsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_ManyAtOnce_UseOneKey()
    {
        await using var bench = new VerificationBench();
        var digests = Enumerable.Range(0, 20)
            .Select(_ => new KeyedDigests(bench.Objects, bench.Get<ISealedStore>()))
            .Select(digests => Task.Run(() => digests.OfAsync("shop", "order-7", Token)));

        Assert.Single((await Task.WhenAll(digests)).Distinct());
    }
}
