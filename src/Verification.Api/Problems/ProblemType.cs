namespace Verification.Api.Problems;

/// <summary>One kind of error answer (RFC 9457). <c>docs/errors.md</c> explains each; a test keeps page and list the same.</summary>
/// <param name="Code">What a program decides on.</param>
/// <param name="Title">One sentence, the same for every occurrence.</param>
public sealed record ProblemType(string Code, int Status, string Title)
{
    /// <summary>The stable <c>type</c> of the problem document.</summary>
    public string Uri => $"urn:verification:problem:{Code}";
}
