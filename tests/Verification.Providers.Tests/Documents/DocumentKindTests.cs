using Verification.Providers.Documents;

namespace Verification.Providers.Tests.Documents;

public sealed class DocumentKindTests
{
    [Theory]
    [InlineData("passport", "passport")]
    [InlineData("PASSPORT", "passport")]
    [InlineData("passportCard", "passportCard")]
    [InlineData("PASSPORT_CARD", "passportCard")]
    [InlineData("ID card", "identityCard")]
    [InlineData("identityCard", "identityCard")]
    [InlineData("IdentificationCard", "identityCard")]
    [InlineData("NATIONAL_ID_CARD", "identityCard")]
    [InlineData("NATIONAL_ID", "identityCard")]
    [InlineData("Driving licence", "driversLicense")]
    [InlineData("DRIVERS_LICENSE", "driversLicense")]
    [InlineData("ResidenceDocument", "residencePermit")]
    [InlineData("Visa", "visa")]
    [InlineData("HEALTH_INSURANCE_CARD", "healthInsuranceCard")]
    [InlineData("TaxIdentification", "taxIdentification")]
    [InlineData("workPermit", "workPermit")]
    [InlineData("work permit", "workPermit")]
    [InlineData("Military", "military")]
    [InlineData("P", "passport")]
    [InlineData("P<", "passport")]
    [InlineData("I", "identityCard")]
    [InlineData("V", "visa")]
    [InlineData("", "")]
    [InlineData(" _ ", "")]
    [InlineData(null, null)]
    public void Of_SpellingOfAProvider_IsTheWordOfTheProduct(string? theirs, string? ours) => Assert.Equal(ours, DocumentKind.Of(theirs));

    [Theory]
    [InlineData("passport", false)]
    [InlineData("Visa", false)]
    [InlineData("passportCard", true)]
    [InlineData("identityCard", true)]
    [InlineData("anything", true)]
    [InlineData(null, null)]
    public void IsTwoSided_Kind_IsACardUnlessItHasOnePage(string? kind, bool? twoSided) => Assert.Equal(twoSided, DocumentKind.IsTwoSided(kind));
}
