using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Verification.Simulators.Incode;
using static Verification.Simulators.Tests.Incode.IncodeCalls;

namespace Verification.Simulators.Tests.Incode;

/// <summary>The rules of the wire, judged by a client that knows nothing of the simulator.</summary>
public sealed class IncodeSimulatorTests
{
    [Theory]
    [InlineData("1.0", "wrong", HttpStatusCode.Forbidden)]
    [InlineData("2.0", "simulated-api-key", HttpStatusCode.BadRequest)]
    public async Task Start_WrongKeyOrVersion_IsRefusedInIncodesShape(string version, string key, HttpStatusCode status)
    {
        await using var world = await SimulatedWorld.StartAsync();

        var error = await SendAsync(world, "POST", "/omni/start", new { configurationId = new IncodeOptions().ConfigurationId }, null, status, version, key);

        Assert.Equal(["timestamp", "status", "error", "message", "path"], error.Select(member => member.Key));
        Assert.Equal(((int)status, "/omni/start"), ((int)error["status"]!, (string?)error["path"]));
    }

    [Fact]
    public async Task Session_OutOfOrderSmallOrForeign_IsRefused()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (id, token) = await OpenAsync(world);
        var (other, _) = await OpenAsync(world);
        var small = new { base64Image = Convert.ToBase64String(TestImages.Jpeg(999, 700)) };

        await SendAsync(world, "POST", "/omni/add/back-id/v2", Image, token, HttpStatusCode.BadRequest);
        Assert.Equal(3008, (int)(await SendAsync(world, "POST", "/omni/add/front-id/v2", small, token, HttpStatusCode.BadRequest))["status"]!);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token, HttpStatusCode.BadRequest);
        await SendAsync(world, "GET", $"/omni/get/score?id={other}", null, token, HttpStatusCode.Forbidden);
        await SendAsync(world, "DELETE", $"/omni/interview?interviewId={id}", null, token, HttpStatusCode.Forbidden);
        await SendAsync(world, "GET", "/omni/get/score", null, "unknown", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ProcessId_Twice_IsBilledOnceUntilBothSidesComeAgain()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (_, token) = await OpenAsync(world);
        await SendAsync(world, "POST", "/omni/add/front-id/v2", Image, token);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token);
        Assert.Equal(1, world.Ledger.Report().Total.VerificationsStarted);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        await SendAsync(world, "POST", "/omni/add/front-id/v2", Image, token);
        await SendAsync(world, "POST", "/omni/process/id", new { }, token);

        Assert.Equal((3, 2), (world.Ledger.Report().Total.StartCalls, world.Ledger.Report().Total.VerificationsStarted));
    }

    [Theory]
    [InlineData("/omni/add/front-id/v2", "{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("/omni/add/front-id/v2", """{"base64Image":"data:image/jpeg;base64,AAAA"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("/omni/add/front-id/v2", """{"base64Image":"AAAA"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("/omni/add/front-id/v2", "base64Image=AAAA", "application/x-www-form-urlencoded", HttpStatusCode.BadRequest)]
    [InlineData("/omni/add/face/third-party", """{"base64Image":"AAAA"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("/omni/process/id", """{"unknown":1}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("/omni/get/images", """{"images":[]}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("/omni/nowhere", "{}", "application/json", HttpStatusCode.NotFound)]
    public async Task Calls_NotAsDocumented_AreRefused(string path, string json, string type, HttpStatusCode status)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (_, token) = await OpenAsync(world);

        await SendAsync(world, "POST", path, new StringContent(json, Encoding.UTF8, type), token, status);
    }

    /// <summary>Poor pictures are taken with a 200 and their numbers; only an error number refuses one.</summary>
    [Theory]
    [InlineData("retake-glare", "front-id/v2", "glare", "4")]
    [InlineData("wrong-side", "back-id/v2", "failReason", "WRONG_DOCUMENT_SIDE")]
    [InlineData("one-sided", "front-id/v2", "skipBackIdCapture", "true")]
    [InlineData("selfie-too-dark", "face/third-party?imageType=selfie", "isBright", "false")]
    [InlineData("selfie-too-dark", "face/third-party?imageType=selfie", "confidence", null)]
    public async Task Images_Poor_AreTakenAndDescribed(string scenario, string path, string member, string? value)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (_, token) = await OpenAsync(world, scenario);
        var front = await SendAsync(world, "POST", "/omni/add/front-id/v2", Image, token);

        var answer = path.StartsWith("front", StringComparison.Ordinal) ? front : await SendAsync(world, "POST", $"/omni/add/{path}", Image, token);

        Assert.Equal(value, answer[member]?.ToString());
    }

    [Fact]
    public async Task Selfie_RefusedByANumber_SaysItInTheBodyAlone()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (_, token) = await OpenAsync(world, "selfie-no-face");
        const string Path = "/omni/add/face/third-party?imageType=selfie";

        var error = await SendAsync(world, "POST", Path, Image, token, HttpStatusCode.BadRequest);
        await SendAsync(world, "POST", Path, Image, token);

        Assert.Equal((4019, "Face not found."), ((int)error["status"]!, (string?)error["error"]));
        Assert.False(error.ContainsKey("message"));
    }

    [Fact]
    public async Task Request_OverTenMegabytes_IsRefused()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (_, token) = await OpenAsync(world);
        Options(world).MaxRequestBytes = 10;

        await SendAsync(world, "POST", "/omni/add/front-id/v2", Image, token, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Images_OverTenMegabytesInOneAnswer_AreABadGateway()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (id, token) = await PrepareAsync(world);
        var both = new { images = new[] { "croppedFrontID", "croppedBackID" } };
        var length = ((string)(await SendAsync(world, "POST", $"/omni/get/images?id={id}", both, token))["croppedFrontID"]!).Length;
        Options(world).MaxAnswerBytes = length;

        await SendAsync(world, "POST", $"/omni/get/images?id={id}", both, token, HttpStatusCode.BadGateway);
        await SendAsync(world, "POST", $"/omni/get/images?id={id}", new { images = new[] { "croppedFrontID" } }, token);
    }

    /// <summary>Apps hold no key; what they may do the session's token says.</summary>
    [Fact]
    public async Task Apps_CallUnderZeroWithoutAKey()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (_, token) = await OpenAsync(world);

        await SendAsync(world, "GET", "/omni/onboarding-url", null, token, HttpStatusCode.Forbidden, key: null);
        Assert.NotNull((await SendAsync(world, "GET", "/0/omni/onboarding-url", null, token, key: null))["url"]);
        await SendAsync(world, "POST", "/0/omni/start", new { }, null, HttpStatusCode.NotFound, key: null);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Score_IsFinalOnlyOnceTheSessionIsFinished(string finish)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var custom = """{"name":"slow-flow","scenario":{"description":"As said.","outcome":"rejected","incode":{"needsFinish":true}}}""";
        await world.Client.PostAsync("/_sim/scenarios", new StringContent(custom, Encoding.UTF8, "application/json"), SimulatedWorld.Stop);
        var (id, token) = await PrepareAsync(world, "slow-flow");

        Assert.Equal(("UNKNOWN", "FACE_VALIDATION_FINISHED", false), await StandsAsync());
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("OK", "POST_PROCESSING_FINISHED", true), await StandsAsync());
        await SendAsync(world, finish, "/omni/finish-status", null, token);
        Assert.Equal(("FAIL", "ONBOARDING_FINISHED", true), await StandsAsync());
        await SendAsync(world, "POST", "/omni/add/front-id/v2", Image, token, HttpStatusCode.BadRequest);

        async Task<(string?, string?, bool)> StandsAsync() => (
            (string?)(await SendAsync(world, "GET", $"/omni/get/score?id={id}", null, token))["overall"]!["status"],
            (string?)(await SendAsync(world, "GET", $"/omni/get/onboarding/status?id={id}", null, token))["onboardingStatus"],
            (bool)(await SendAsync(world, "GET", $"/omni/get/postprocess/isfinished?id={id}", null, token))["finished"]!);
    }

    [Fact]
    public async Task Ocr_DatesAreMillisecondsOnceAsTextAndYears()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (id, token) = await PrepareAsync(world);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        var ocr = await SendAsync(world, "GET", $"/omni/get/ocr-data?id={id}", null, token);

        Assert.Equal(
            """[635212800000,"1966982400000",2032]""",
            new JsonArray(ocr["birthDate"]!.DeepClone(), ocr["expireAt"]!.DeepClone(), ocr["expirationDate"]!.DeepClone()).ToJsonString());
    }

    [Fact]
    public async Task BackOffice_WantsAnExecutiveAndTheNameInterviewId()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (id, token) = await OpenAsync(world);
        var executive = await LogInAsync(world);

        await SendAsync(
            world, "POST", "/executive/log-in", new { email = "executive@simulated.example", password = "wrong" }, null, HttpStatusCode.Unauthorized);
        await SendAsync(world, "POST", $"/omni/process/approve?interviewId={id}", new { }, token, HttpStatusCode.Forbidden);
        await SendAsync(world, "DELETE", $"/omni/interview?id={id}", null, executive, HttpStatusCode.BadRequest);
        await SendAsync(world, "GET", "/omni/get/onboarding/status", null, executive, HttpStatusCode.BadRequest);
        await SendAsync(world, "DELETE", $"/omni/interview?interviewId={id}", null, executive);
        await SendAsync(world, "GET", $"/omni/get/onboarding/status?id={id}", null, executive, HttpStatusCode.NotFound);

        Assert.Equal(1, world.Ledger.Report().Total.SessionsDeleted);
    }

    [Theory]
    [InlineData("pt-BR", HttpStatusCode.OK)]
    [InlineData("nl-NL", HttpStatusCode.BadRequest)]
    public async Task Start_Language_IsOneOfThree(string language, HttpStatusCode status)
    {
        await using var world = await SimulatedWorld.StartAsync();

        await SendAsync(world, "POST", "/omni/start", new { configurationId = Options(world).ConfigurationId, language }, null, status);
    }

    [Fact]
    public async Task Reopen_GivesTheSameSessionANewToken()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (id, token) = await OpenAsync(world);

        var again = await SendAsync(
            world, "POST", "/omni/start", new { configurationId = Options(world).ConfigurationId, interviewId = id }, null);

        Assert.Equal((id, true), ((string?)again["interviewId"], (bool)again["existingSession"]!));
        Assert.NotEqual(token, (string?)again["token"]);
        Assert.Equal(1, world.Ledger.Report().Total.SessionsOpened);
    }
}
