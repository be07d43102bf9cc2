using System.Net;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureProductTests
{
    [Theory]
    [InlineData("""{"provider":"signicatpictureid","processType":"documentSelfie","documentId":"137"}""", false)]
    [InlineData("""{"provider":"onfido","processType":"documentSelfie","documentType":"passport"}""", true)]
    [InlineData("""{"provider":"signicatpaper","documentType":"identityCard","redact":["photo"]}""", false)]
    [InlineData("""{"provider":"signicatvideoid","processType":"substantialFullyAuto"}""", true)]
    [InlineData("""{"provider":"eid","processType":"unattended"}""", true)]
    [InlineData("""{"provider":"readid","processType":"ready"}""", true)]
    [InlineData("""{"provider":"webid","processType":"videoid","person":{}}""", true)]
    [InlineData("""{"provider":"facetec"}""", true)]
    public async Task CreateProcess_EachProvider_IsPendingAndGivesATokenWhereItHasAnSdk(string request, bool sdk)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var created = await ExpectAsync(await client.PostAsync($"{dossier}/processes", request), HttpStatusCode.Created);
        Assert.Equal("pending", (string?)created["status"]);
        Assert.Equal(sdk, created.ContainsKey("authorization"));

        var read = await client.StatusAsync($"{dossier}/processes/{created["processId"]}");
        Assert.False(read.ContainsKey("authorization"));
        Assert.False(read.ContainsKey("finalResult"));
    }

    [Theory]
    [InlineData("""{"provider":"electronicid"}""", "Provider electronicid is not supported.")]
    [InlineData("""{"provider":"signicatpictureid","documentId":137}""", "Field processType is required.")]
    [InlineData("""{"provider":"signicatpictureid","processType":"document"}""", "Field documentId is required.")]
    [InlineData("""{"provider":"signicatpictureid","processType":"document","documentId":4711}""",
        "Field documentId names no document type.")]
    [InlineData("""{"provider":"signicatpictureid","processType":"document","documentId":"x"}""", "Field documentId must be an integer.")]
    [InlineData("""{"provider":"webid"}""", "Field processType is required.")]
    [InlineData("""{"provider":"onfido","processType":"attended"}""", "Field processType cannot be attended for onfido.")]
    [InlineData("""{"provider":"onfido","documentType":"invalid"}""", "Field documentType cannot be invalid.")]
    [InlineData("""{"provider":"onfido","redact":["photo"]}""", "Field redact is for signicatpaper only.")]
    [InlineData("""{"provider":"signicatpaper","redact":["lastName"]}""", "Field redact cannot name lastName.")]
    [InlineData("""{"provider":"eid","notificationUrl":"/hooks"}""", "Field notificationUrl must be an absolute http or https URL.")]
    public async Task CreateProcess_AgainstTheRules_IsRefused(string request, string detail)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        Assert.Equal(detail, await ExpectProblemAsync(
            await client.PostAsync($"{dossier}/processes", request), HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(true, HttpStatusCode.BadRequest)]
    [InlineData(false, HttpStatusCode.Created)]
    public async Task CreateProcess_UnknownMember_IsRefusedByNameUnlessSetOtherwise(bool refuse, HttpStatusCode expected)
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.RefuseUnknownMembers = refuse);
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var answer = await ExpectAsync(
            await client.PostAsync($"{dossier}/processes", """{"provider":"eid","procesType":"attended"}"""), expected);
        Assert.Equal(refuse, ((string?)answer["detail"])?.Contains("procesType", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task CreateProcess_FaceTec_GivesItsKeys()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var created = await ExpectAsync(
            await client.PostAsync($"{dossier}/processes", new { provider = "facetec" }), HttpStatusCode.Created);
        Assert.True(created.ContainsKey("facetecEncryptionPublicKey") && created.ContainsKey("facetecDeviceKeyIdentifier"));
    }

    [Theory]
    [InlineData("signicatpictureid", true)]
    [InlineData("onfido", true)]
    [InlineData("readid", false)]
    public async Task DocumentTypes_OfAProvider_NameTheDutchPassport(string provider, bool expected)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        using var answer = await client.GetAsync($"/assure/{provider}/document-types");
        var list = await answer.Content.ReadAsStringAsync(SimulatedWorld.Stop);
        Assert.Equal(expected, list.Contains(
            """{"id":137,"country":"NLD","countryName":"Netherlands","type":"Passport","subType":"2021"}""", StringComparison.Ordinal));
    }
}
