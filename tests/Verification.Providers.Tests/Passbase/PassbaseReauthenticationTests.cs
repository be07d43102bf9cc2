using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Tests.Passbase;

/// <summary>A person who was approved before proves by a face to be the same.</summary>
public sealed class PassbaseReauthenticationTests
{
    private const string Email = "anna@example.com";

    [Theory]
    [InlineData("accepted", true)]
    [InlineData("reauthentication", false)]
    public async Task Reauthentication_OfAnApprovedPerson_IsAccepted(string scenario, bool sameKey)
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var root = await ApproveAsync(world);
        var session = await world.OpenAsync(CapturePath.Sdk, scenario, Again(root), number: 2);
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);
        Assert.Equal(Email, (string?)session.SdkOptions!["prefillAttributes"]!["email"]);

        var callback = await world.CaptureAsync(session);
        session = await world.SubmitAsync(session, SimulatedPassbase.Submission(callback));
        var (progress, _) = await world.EndAsync(session);

        Assert.Equal(Decision.Accepted, progress.Decision);
        Assert.Equal(sameKey, session.Key == root);
        Assert.Equal(2, (await world.LedgerAsync()).VerificationsStarted);
    }

    [Fact]
    public async Task Reauthentication_FaceDoesNotFit_StaysPending()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var root = await ApproveAsync(world);
        var session = await world.OpenAsync(CapturePath.Sdk, "rejected", Again(root), number: 2);

        var callback = await world.CaptureAsync(session);

        Assert.Equal("BIOMETRIC_AUTHENTICATION_FAILED", (string?)callback["code"]);
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);
    }

    [Fact]
    public async Task Reauthentication_ByAnotherPerson_IsRefused()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var root = await ApproveAsync(world);
        var session = await world.OpenAsync(CapturePath.Sdk, "no-webhook", Again(root), number: 2);
        session.SdkOptions!["prefillAttributes"]!["email"] = "mallory@example.com";

        var callback = await world.CaptureAsync(session);

        await Assert.ThrowsAsync<ProviderException>(() => world.SubmitAsync(session, SimulatedPassbase.Submission(callback)));
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ProviderState.Pending, (await world.ProgressAsync(session)).State);
    }

    [Fact]
    public async Task Reauthentication_OfAnIdentityThatIsNotApproved_IsRefused()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var declined = await ApproveAsync(world, "rejected");

        var refused = await Assert.ThrowsAsync<ProviderException>(
            () => world.OpenAsync(CapturePath.Sdk, "accepted", Again(declined), number: 2));

        Assert.Equal("reauthentication.notApproved", refused.Code.ToString());
    }

    /// <summary>The widget would lead into another identity's authentication, or into a first verification, which is paid for.</summary>
    [Fact]
    public async Task Reauthentication_WithAnotherEmail_IsRefusedBeforeAnythingIsPaid()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var root = await ApproveAsync(world);

        var refused = await Assert.ThrowsAsync<ProviderException>(
            () => world.OpenAsync(CapturePath.Sdk, "accepted", Again(root, "mallory@example.com"), number: 2));

        Assert.Equal("reauthentication.otherEmail", refused.Code.ToString());
        Assert.DoesNotContain("@", refused.Message, StringComparison.Ordinal);
        await world.OpenAsync(CapturePath.Sdk, "accepted", Again(root, Email.ToUpperInvariant()), number: 3);
    }

    private static VerificationRequest Again(string root, string email = Email) => new()
    {
        ProcessType = "reauthentication",
        ProviderOptions = new JsonObject { ["identity"] = root, ["email"] = email },
    };

    /// <summary>A first verification that ended; returns its identity's key.</summary>
    private static async Task<string> ApproveAsync(SimulatedPassbase world, string scenario = "accepted")
    {
        var request = new VerificationRequest { ProviderOptions = new JsonObject { ["email"] = Email } };
        var session = await world.OpenAsync(CapturePath.Sdk, scenario, request);
        await world.CaptureAsync(session);
        return (await world.EndAsync(session)).Session.Key;
    }
}
