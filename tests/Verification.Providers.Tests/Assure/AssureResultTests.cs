using System.Net;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>What is read from <c>finalResult</c>, and from each provider's <c>providerSpecific</c> where that has nothing.</summary>
public sealed class AssureResultTests : IAsyncDisposable
{
    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task Paper_ReadsMrzBeforeFeaturesAndStringBooleans()
    {
        var result = await ResultAsync("signicatpaper", """
            {"verification":{"type":"MRZ_FEATURE_COMPARISON","status":"true"},
             "features":{"firstName":"Anna","issuingAuthority":"Burgemeester","dateOfIssue":"2022-05-01","personalNumber":"999990019"},
             "mrz":{"firstName":"ANNA","nationality":"D<<","dateOfBirth":"1990-02-17T00:00:00Z","documentNumber":"SPEC1TEST","gender":"<"},
             "mrzChecksum":{"dateOfBirth":"VALID","documentNumber":"INVALID","personalNumber":"NOT_PRESENT"}}
            """);

        Assert.Equal(
            new Person
            {
                FirstName = "ANNA",
                DateOfBirth = new DateOnly(1990, 2, 17),
                Gender = "X",
                Nationality = "DEU",
                PersonalIdentificationNumber = "999990019",
            },
            result.Person);
        Assert.Equal(
            new IdentityDocument { Number = "SPEC1TEST", DateOfIssue = new DateOnly(2022, 5, 1), IssuingAuthority = "Burgemeester" },
            result.Document);
        Assert.Equal(
            [
                "MRZ_FEATURE_COMPARISON Passed", "mrzChecksum.dateOfBirth Passed", "mrzChecksum.documentNumber Failed",
                "mrzChecksum.personalNumber NotDone",
            ],
            Outcomes(result));
        Assert.Equal(["check.mrzChecksum.documentNumber"], result.Reasons.Select(reason => reason.ToString()));
    }

    [Theory]
    [InlineData("readid", """
        {"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED","documentType":"P"}}
        """, "chipVerification Passed", "chipCloneDetection Failed")]
    [InlineData("readid", """
        {"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"NOT_AVAILABLE"}}
        """, "chipVerification Passed", "chipCloneDetection NotDone")]
    [InlineData("signicatvideoid", """
        {"ocr":{"similarityScore":"high","livenessDetected":"true","features":[{"name":"hologram","found":false},{"found":true},3]}}
        """, "faceSimilarity Passed", "liveness Passed", "feature.hologram Failed")]
    [InlineData("eid", """{"ocr":{"similarityScore":"medium","livenessDetected":false}}""", "faceSimilarity NotDone", "liveness Failed")]
    [InlineData("onfido", """
        {"documentVerification":{"result":"consider","breakdown":{"dataValidation":{"result":"clear"},"age":{"result":null}}},
         "facialSimilarity":{"result":"clear"}}
        """, "documentVerification Failed", "documentVerification.dataValidation Passed", "facialSimilarity Passed")]
    [InlineData("signicatpaper", """
        {"errors":["MRZ_CHECKSUM_INVALID",{"type":"EXPIRED","message":"The document has expired."},{"message":"No name"},[1]]}
        """, "MRZ_CHECKSUM_INVALID Failed", "EXPIRED Failed")]
    [InlineData("onfido", """{"errors":[{"code":"image_quality"}]}""", "image_quality Failed")]
    [InlineData("onfido", """{"errors":"none"}""")]
    [InlineData("facetec", """{"matching":{"success":"true","matchLevel":"15"}}""", "faceMatch Passed")]
    [InlineData("webid", """{"call":{"agent":{"passed":true,"name":"Agent"}}}""", "agent Passed")]
    [InlineData("signicatpictureid", """{"document":[1,2]}""")]
    [InlineData("readid", "\"text\"")]
    public async Task Checks_AreReadFromTheProvidersOwnShape(string alias, string specific, params string[] checks)
    {
        Assert.Equal(checks, Outcomes(await ResultAsync(alias, specific)));
    }

    [Fact]
    public async Task Verdicts_NestedVeryDeep_AreCutOff()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 50)) + "{\"passed\":true}" + new string('}', 50);

        Assert.Empty((await ResultAsync("webid", deep)).Checks);
    }

    [Fact]
    public async Task GetResult_Accepted_TakesFinalResultFirst()
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, ProcessJson("accepted", """
            ,"finalResult":{"firstName":"ANNA MARIA","lastName":"JANSEN","dateOfBirth":"1990-02-17","gender":"F","nationality":"NLD",
              "documentNumber":"SPEC1TEST","dateOfExpiry":"2032-05-01","issuingCountry":"NLD"},
            "providerSpecific":{"document":{"documentNumber":"OTHER","subject":{"firstName":"A","personalIdentificationNumber":"999990019"},
              "securityChecks":{"notTamperedDocument":{"name":"Tamper check","passed":true},"nonExpired":{"name":"Expiry","passed":"true"}}}}
            """));

        var result = await _assure.PictureId.GetResultAsync(_assure.Session, Stop);

        Assert.Equal(Decision.Accepted, result.Decision);
        Assert.Empty(result.Reasons);
        Assert.Equal(
            new Person
            {
                FirstName = "ANNA MARIA",
                LastName = "JANSEN",
                DateOfBirth = new DateOnly(1990, 2, 17),
                Gender = "F",
                Nationality = "NLD",
                PersonalIdentificationNumber = "999990019",
            },
            result.Person);
        Assert.Equal(
            new IdentityDocument { Number = "SPEC1TEST", DateOfExpiry = new DateOnly(2032, 5, 1), IssuingCountry = "NLD" },
            result.Document);
        Assert.Equal(
            [new Check("notTamperedDocument", CheckOutcome.Passed, "Tamper check"), new Check("nonExpired", CheckOutcome.Passed, "Expiry")],
            result.Checks);
        Assert.Equal("accepted", (string?)result.Raw!["status"]);
    }

    [Fact]
    public async Task GetResult_Rejected_GivesFailedChecksAsReasons()
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, ProcessJson("rejected", """
            ,"providerSpecific":{"document":{"securityChecks":{"nonExpired":{"passed":false},"dataIntegrity":{"passed":true},
              "a b":{"passed":false}}}}
            """));

        var result = await _assure.PictureId.GetResultAsync(_assure.Session, Stop);

        Assert.Equal(Decision.Rejected, result.Decision);
        Assert.Equal(["check.nonExpired"], result.Reasons.Select(reason => reason.ToString()));
        Assert.Null(result.Person);
    }

    private static IEnumerable<string> Outcomes(ProviderResult result) => result.Checks.Select(check => $"{check.Name} {check.Outcome}");

    private async Task<ProviderResult> ResultAsync(string alias, string specific)
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, $$"""
            {"processId":"{{Process}}","provider":"{{alias}}","status":"rejected","providerSpecific":{{specific}}}
            """);
        return await _assure.Catalog.Get($"assure.{alias}").GetResultAsync(_assure.Session, Stop);
    }
}
