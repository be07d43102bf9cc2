using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Testing;
using Verification.Testing.Images;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Orchestration;

/// <summary>The workflow from the open session to the images that are sent: what is awaited, refused and taken again.</summary>
public sealed class CaptureTests
{
    [Fact]
    public async Task Run_ImagesLater_AwaitsThemByName()
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Selfie] });
        var id = await bench.StartAsync();

        Assert.Equal(["front.missing", "selfie.missing"], (await bench.SnapshotAsync(id)).Awaiting.Select(input => input.Code.ToString()));

        await bench.StageAsync(id, ImageKind.Front);
        Assert.Equal([ImageKind.Selfie], await bench.SubmitAsync(id));
        await bench.StageAsync(id, ImageKind.Selfie);
        Assert.Equal([], await bench.SubmitAsync(id));
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_NoImagesByDeadline_Expires()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();

        bench.Time.Advance(TimeSpan.FromHours(24));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Expired, "input.missing"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Equal((0, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
    }

    [Fact]
    public async Task Run_CancelWhileAwaitingImages_CancelsWithoutStarting()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();

        Assert.True(await bench.CancelAsync(id));

        Assert.Equal(VerificationStatus.Canceled, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((0, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
        Assert.False(await bench.CancelAsync(id));
    }

    /// <summary>A retake that comes while the image before it is about to be sent.</summary>
    [Fact]
    public async Task Run_ImageReplacedWhileItIsSent_SendsTheNewerOne()
    {
        await using var bench = new VerificationBench();
        bench.Objects.Before = async (call, token) =>
        {
            if (call.Name == "Open" && call.Path.StartsWith("images/"))
            {
                bench.Objects.Before = null;
                ImageSource[] newer = [new(ImageKind.Front, TestImages.OpenPng)];
                var id = VerificationId.Parse(call.Path.Split('/')[1]);
                await bench.Get<ImageStager>().StageAsync(id, newer.ToAsyncEnumerable(), (_, _) => true, token);
            }
        };

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.True(snapshot.Status == VerificationStatus.Completed, string.Join(',', snapshot.Reasons));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
    }

    [Fact]
    public async Task Run_ImageRefused_AwaitsRetakeOfThatGeneration()
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Back] });
        var refused = false;
        bench.Provider.Verdict = kind =>
        {
            var refuse = kind == ImageKind.Front && !refused;
            refused |= refuse;
            return refuse ? new ImageVerdict("front.glare", [ImageKind.Front]) : ImageVerdict.Good;
        };
        var id = await bench.StartAsync(ImageKind.Front, ImageKind.Back);
        Assert.Equal("front.glare", (await bench.SnapshotAsync(id)).Awaiting.Single().Code.ToString());
        Assert.Null(await bench.StageAsync(id, ImageKind.Back));
        await bench.SubmitAsync(id);
        Assert.Equal(VerificationStatus.AwaitingInput, (await bench.SnapshotAsync(id)).Status);

        Assert.Equal(2, (await bench.StageAsync(id, ImageKind.Front))!.Generation);
        await bench.SubmitAsync(id);
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((2, 1), (bench.Provider.CallsOf("upload.Front"), bench.Provider.CallsOf("upload.Back")));
    }

    [Fact]
    public async Task Run_RetakeTakesBothSides_NamesTheGoodOneApart()
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Back] });
        bench.Provider.Verdict = _ => new ImageVerdict("front.glare", [ImageKind.Front, ImageKind.Back]);

        var id = await bench.StartAsync(ImageKind.Front, ImageKind.Back);

        Assert.Equal(["front.glare", "back.again"], (await bench.SnapshotAsync(id)).Awaiting.Select(input => input.Code.ToString()));
    }

    [Fact]
    public async Task Run_ImageRefusedTooOften_Fails()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Verdict = _ => new ImageVerdict("front.blurry", [ImageKind.Front]);
        var id = await bench.StartAsync(ImageKind.Front);

        for (var retake = 0; retake < 5; retake++)
        {
            Assert.NotNull(await bench.StageAsync(id, ImageKind.Front));
            await bench.SubmitAsync(id);
        }

        Assert.Equal("images.refused", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }
}
