using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureResultsTests
{
    private const string Onfido = """
        {"provider":"onfido","processType":"documentSelfie","documentType":"passport","location":{"ipAddress":"192.0.2.1"}}
        """;

    private const string Paper = """{"provider":"signicatpaper","documentType":"passport","redact":["photo"]}""";

    [Fact]
    public async Task Paper_Booleans_AreStringsAndTheNumberIsCalledPersonalNumber()
    {
        var process = await FinishAsync(Paper, "accepted");
        var specific = process["providerSpecific"]!;
        Assert.Equal("true", (string?)specific["verification"]!["status"]);
        Assert.Equal("999990019", (string?)specific["mrz"]!["personalNumber"]);
        Assert.Equal("VALID", (string?)specific["mrzChecksum"]!["dateOfBirth"]);
        Assert.False(process.ContainsKey("processType"));
        Assert.True((bool)process["redactionRequested"]!);
    }

    [Fact]
    public async Task PictureId_Rejected_ShowsTheFailedCheckAndNoFinalResult()
    {
        var process = await FinishAsync("""{"provider":"signicatpictureid","processType":"document","documentId":137}""", "rejected");
        Assert.False((bool)process["providerSpecific"]!["document"]!["securityChecks"]!["notTamperedDocument"]!["passed"]!);
        Assert.False(process.ContainsKey("finalResult"));
    }

    [Fact]
    public async Task Onfido_ProcessType_IsMissingWhilePending()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(await client.CreateDossierAsync(), JsonNode.Parse(Onfido)!);
        Assert.False((await client.StatusAsync(process)).ContainsKey("processType"));
        var finished = await FinishAsync(Onfido, "accepted");
        Assert.Equal("documentSelfie", (string?)finished["processType"]);
        Assert.Equal("clear", (string?)finished["providerSpecific"]!["facialSimilarity"]!["result"]);
    }

    [Fact]
    public async Task Failed_ConsentDenied_NamesTheReason()
    {
        var process = await FinishAsync(Onfido, "consent-denied");
        Assert.Equal("USER_CONSENT_DENIED", (string?)process["failReason"]!["type"]);
        Assert.False(process.ContainsKey("providerSpecific"));
    }

    [Fact]
    public async Task VideoId_Liveness_IsAStringAndOcrIsThereWhileProcessing()
    {
        const string Request = """{"provider":"signicatvideoid","processType":"high"}""";
        var running = await FinishAsync(Request, "never-final");
        Assert.Equal("processing", (string?)running["status"]);
        Assert.NotNull(running["providerSpecific"]!["ocr"]);
        var finished = await FinishAsync(Request, "accepted");
        Assert.Equal("true", (string?)finished["providerSpecific"]!["ocr"]!["livenessDetected"]);
        Assert.True((bool)finished["providerSpecific"]!["manualApproval"]!["approved"]!);
    }

    [Theory]
    [InlineData("substantial", "inconclusive")]
    [InlineData("substantialFullyAuto", "rejected")]
    public async Task VideoId_FullyAuto_IsNeverInconclusive(string processType, string status)
    {
        var request = $$"""{"provider":"signicatvideoid","processType":"{{processType}}"}""";
        Assert.Equal(status, (string?)(await FinishAsync(request, "inconclusive"))["status"]);
    }

    [Theory]
    [InlineData("accepted", "SUCCEEDED", "SUCCEEDED")]
    [InlineData("inconclusive", "SUCCEEDED", "FAILED")]
    [InlineData("rejected", "FAILED", "SUCCEEDED")]
    public async Task ReadId_Status_FollowsChipAndCloneDetection(string scenario, string chip, string clone)
    {
        var process = await FinishAsync("""{"provider":"readid","processType":"ready"}""", scenario);
        var data = process["providerSpecific"]!["consolidatedIdentityData"]!;
        Assert.Equal((chip, clone), ((string?)data["chipVerification"], (string?)data["chipCloneDetection"]));
    }

    [Theory]
    [InlineData("""{"provider":"webid","processType":"videoid"}""", "identification")]
    [InlineData("""{"provider":"facetec"}""", "matching")]
    [InlineData("""{"provider":"eid","processType":"attended"}""", "ocr")]
    public async Task Others_HaveTheirOwnShape(string request, string member) =>
        Assert.NotNull((await FinishAsync(request, "accepted"))["providerSpecific"]![member]);

    /// <summary>Takes a process to where its scenario leaves it, by whatever way its provider has.</summary>
    private static async Task<JsonObject> FinishAsync(string request, string scenario)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync($"scenario:{scenario}");
        var created = await ExpectAsync(await client.PostAsync($"{dossier}/processes", request), HttpStatusCode.Created);
        var process = $"{dossier}/processes/{created["processId"]}";
        if ((string?)created["authorization"] is { } token && !request.Contains("onfido", StringComparison.Ordinal))
        {
            using var upload = new HttpRequestMessage(HttpMethod.Post, "/assure-api/sdk/upload");
            upload.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            await ExpectAsync(await world.Client.SendAsync(upload, SimulatedWorld.Stop), HttpStatusCode.NoContent);
        }
        else
        {
            var image = TestImages.DataUrl(TestImages.Png());
            await ExpectAsync(await client.PostAsync($"{process}/images", new { front = image, selfie = image }));
        }

        if ((string?)(await client.StatusAsync(process))["status"] == "pending")
        {
            await ExpectAsync(await client.PostAsync(process, request.Contains("facetec", StringComparison.Ordinal)
                ? new { facetecEnrollment = "AA==" }
                : null));
        }

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        return await client.StatusAsync(process);
    }
}
