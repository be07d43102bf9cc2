using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Verifications;
using Verification.Testing;

namespace Verification.Core.Tests.Activities;

public sealed class ActivityTests
{
    /// <summary>As when .NET names the text that it could not read as a date.</summary>
    [Fact]
    public async Task Run_ExceptionThatNamesWhatIsPersonal_IsLoggedWithoutItAndTriedAgain()
    {
        var log = new List<string>();
        await using var bench = new VerificationBench(services => services.AddLogging(logging => logging.AddProvider(new ListLogger(log))));
        var failures = 0;
        bench.Provider.Before = call => _ = call == "result" && failures++ == 0
            ? throw new InvalidOperationException("Not a date: 1985-99-99.", new FormatException("1985-99-99"))
            : true;

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.DoesNotContain(log, line => line.Contains("1985", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains(nameof(FormatException), StringComparison.Ordinal) && line.Contains("FakeProvider"));
    }
}
