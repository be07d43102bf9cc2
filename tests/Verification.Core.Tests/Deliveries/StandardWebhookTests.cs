using System.Text;
using Verification.Core.Deliveries;

namespace Verification.Core.Tests.Deliveries;

public sealed class StandardWebhookTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    /// <summary>The vector of the specification's own reference implementations.</summary>
    [Fact]
    public void Sign_VectorOfTheSpecification_Matches() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhook.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Time, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""), [Secret]));

    [Fact]
    public void Sign_TwoSecrets_GivesTwoSignatures() =>
        Assert.Equal(2, StandardWebhook.Sign("msg_1", Time, "{}"u8, [Secret, "whsec_" + Convert.ToBase64String(new byte[64])]).Split(' ').Distinct().Count());

    [Theory]
    [InlineData(Secret, true)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_", false)]
    [InlineData("whsec_AAAA", false)]
    [InlineData("whsec_not base64 at all but long enough to be one", false)]
    public void IsSecret_AnyText_IsJudgedByTheSpecification(string secret, bool expected) =>
        Assert.Equal(expected, StandardWebhook.IsSecret(secret));
}
