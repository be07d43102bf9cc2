using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Orchestration;

/// <summary>The retake loop beside everything that may happen meanwhile.</summary>
public sealed class RetakeTests
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromHours(24);

    [Fact]
    public async Task Refused_Twice_SendsEveryGenerationOnceAndPaysOnce()
    {
        await using var bench = Refusing(2, "front.glare");
        var id = await bench.StartAsync(ImageKind.Front);

        for (var retake = 0; retake < 2; retake++)
        {
            Assert.Equal(["front.glare"], await AwaitingAsync(bench, id));
            await RetakeAsync(bench, id, ImageKind.Front);
        }

        bench.Time.Advance(FirstPoll);
        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((3, 1), (bench.Provider.CallsOf("upload.Front"), bench.Provider.Starts));
    }

    [Fact]
    public async Task Refused_ThenCanceled_EndsUnpaidWithNothingLeft()
    {
        await using var bench = Refusing(1, "front.glare");
        var id = await bench.StartAsync(ImageKind.Front);

        Assert.True(await bench.CancelAsync(id));

        Assert.Equal(VerificationStatus.Canceled, (await bench.SnapshotAsync(id)).Status);
        AssertNothingLeft(bench);
    }

    [Fact]
    public async Task Refused_ThenErased_LeavesNothing()
    {
        await using var bench = Refusing(1, "front.glare");
        var id = await bench.StartAsync(ImageKind.Front);

        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull((await bench.RecordAsync(id)).Erasure);
        AssertNothingLeft(bench);
    }

    [Fact]
    public async Task Refused_NobodyComesBack_Expires()
    {
        await using var bench = Refusing(1, "front.glare");
        var id = await bench.StartAsync(ImageKind.Front);

        bench.Time.Advance(Deadline);

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Expired, "input.missing"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        AssertNothingLeft(bench);
    }

    /// <summary>Submitted in time, but the deadline passes while the image is on its way: nothing is bought that nobody waits for.</summary>
    [Fact]
    public async Task Retake_StillUploadedAtTheDeadline_ExpiresUnpaid()
    {
        await using var bench = Refusing(1, "front.glare");
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(Deadline - TimeSpan.FromSeconds(1));
        bench.Provider.After = call =>
        {
            if (call == "upload.Front")
            {
                bench.Time.Advance(TimeSpan.FromSeconds(2));
            }
        };

        await RetakeAsync(bench, id, ImageKind.Front);

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Expired, "deadline.passed"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        AssertNothingLeft(bench);
    }

    [Fact]
    public async Task Retake_StagedButNotSubmittedAtTheDeadline_Expires()
    {
        await using var bench = Refusing(1, "front.glare");
        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { AutoSubmit = false });
        await bench.SubmitAsync(id);
        bench.Time.Advance(Deadline - TimeSpan.FromTicks(1));
        await bench.StageAsync(id, ImageKind.Front);

        bench.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Null(await bench.StageAsync(id, ImageKind.Front));
        Assert.Equal(VerificationStatus.Expired, (await bench.SnapshotAsync(id)).Status);
        AssertNothingLeft(bench);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NotNeeded_BackOfADocumentWithOneSide_IsNeverSent(bool afterARetake)
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Back, ImageKind.Selfie] });
        var refuse = afterARetake;
        bench.Provider.Verdict = kind =>
        {
            var refused = kind == ImageKind.Selfie && refuse;
            refuse &= !refused;
            return refused ? new ImageVerdict("selfie.tooDark", [ImageKind.Selfie])
                : kind == ImageKind.Front ? ImageVerdict.Good with { NotNeeded = [ImageKind.Back] }
                : ImageVerdict.Good;
        };
        var id = await bench.StartAsync(ImageKind.Front, ImageKind.Back, ImageKind.Selfie);
        if (afterARetake)
        {
            Assert.Equal(["selfie.tooDark"], await AwaitingAsync(bench, id));
            await RetakeAsync(bench, id, ImageKind.Selfie);
        }

        bench.Time.Advance(FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 0, afterARetake ? 2 : 1), (
            bench.Provider.CallsOf("upload.Front"), bench.Provider.CallsOf("upload.Back"), bench.Provider.CallsOf("upload.Selfie")));
    }

    [Fact]
    public async Task NotNeeded_TakenBackByABetterFront_SendsTheBackAfterAll()
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Back] });
        var first = true;
        bench.Provider.Verdict = kind =>
        {
            var refuse = kind == ImageKind.Front && first;
            first &= !refuse;
            return refuse ? new ImageVerdict("front.glare", [ImageKind.Front]) : ImageVerdict.Good;
        };
        var id = await bench.StartAsync(ImageKind.Front, ImageKind.Back);

        await RetakeAsync(bench, id, ImageKind.Front);
        bench.Time.Advance(FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(1, bench.Provider.CallsOf("upload.Back"));
    }

    private static VerificationBench Refusing(int times, string code)
    {
        var bench = new VerificationBench();
        bench.Provider.Verdict = kind => times-- > 0 ? new ImageVerdict(code, [kind]) : ImageVerdict.Good;
        return bench;
    }

    private static async Task RetakeAsync(VerificationBench bench, VerificationId id, ImageKind kind)
    {
        Assert.NotNull(await bench.StageAsync(id, kind));
        await bench.SubmitAsync(id);
    }

    private static async Task<IEnumerable<string>> AwaitingAsync(VerificationBench bench, VerificationId id) =>
        (await bench.SnapshotAsync(id)).Awaiting.Select(input => input.Code.ToString());

    private static void AssertNothingLeft(VerificationBench bench)
    {
        Assert.Equal((0, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
    }
}
