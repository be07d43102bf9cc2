using System.Net;
using Verification.Core.Providers;
using Verification.Core.Results;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>What each provider says in <c>providerSpecific</c>, where <c>finalResult</c> has nothing.</summary>
public sealed class AssureResultTests : IAsyncDisposable
{
    private readonly AssureHarness _assure = new();

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

    private static IEnumerable<string> Outcomes(ProviderResult result) => result.Checks.Select(check => $"{check.Name} {check.Outcome}");

    private async Task<ProviderResult> ResultAsync(string alias, string specific)
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, $$"""
            {"processId":"{{Process}}","provider":"{{alias}}","status":"rejected","providerSpecific":{{specific}}}
            """);
        return await _assure.Catalog.Get($"assure.{alias}").GetResultAsync(_assure.Session, TestContext.Current.CancellationToken);
    }
}
