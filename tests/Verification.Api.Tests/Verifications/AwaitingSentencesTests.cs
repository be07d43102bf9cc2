using Verification.Api.Verifications;
using Verification.Testing;

namespace Verification.Api.Tests.Verifications;

public sealed class AwaitingSentencesTests
{
    public static TheoryData<string> Words => [.. AwaitingSentences.Words];

    [Theory]
    [MemberData(nameof(Words))]
    public void Of_EveryWord_NamesThePictureAndStandsInTheErrorsPage(string word)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

        Assert.Contains($"`{word}`", page, StringComparison.Ordinal);
        Assert.Contains("the back of the document", AwaitingSentences.Of($"back.{word}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WordThatOnlyAProviderKnows_StillSaysWhatToDo() => Assert.Equal(
        "The provider could not use the picture of the back of the document: take it again.", AwaitingSentences.Of("back.surprising"));

    [Theory]
    [InlineData("submit.missing", "submit them")]
    [InlineData("capture.pending", "finish the capture")]
    public void Of_NoPicture_SaysWhatIsToDo(string code, string sentence) =>
        Assert.Contains(sentence, AwaitingSentences.Of(code), StringComparison.Ordinal);
}
